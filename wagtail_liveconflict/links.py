"""Links that readers will see: which are refused, and what is taken off them."""

import re
import unicodedata
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

TELEGRAM_HOSTS = frozenset({"t.me", "telegram.me", "telegram.dog"})
X_HOSTS = frozenset({"x.com", "twitter.com"})
FACEBOOK_HOSTS = frozenset({"facebook.com", "fb.com"})
YOUTUBE_HOSTS = frozenset({"youtube.com", "youtu.be", "youtube-nocookie.com"})
VK_HOSTS = frozenset({"vk.com", "vk.ru", "vkvideo.ru"})
TIKTOK_HOSTS = frozenset({"tiktok.com"})

#: As browsers send it: names of other scripts are written with xn--.
_HOST = re.compile(r"[a-z0-9.-]+")
#: Open in an app, so there is no page behind them.
_APP_SCHEMES = {"tg", "whatsapp", "sgnl", "viber", "discord", "fb-messenger"}
_INVITATION = _(
    "This link is an invitation or leads to a person’s number: it shows who let you in. "
    "Use the public address of the post, or leave the link empty."
)
_PRIVATE_CHAT = _(
    "This link leads into a private chat: it shows who had access, and readers "
    "cannot open it. Leave the link empty."
)
_SIGNED_IN = _(
    "This link opens only for the account it was copied from. Use the public "
    "address of the post, or leave the link empty."
)
#: Hosts -> (beginning of the path, code, message). The first that fits counts.
_REVEALING = (
    (TELEGRAM_HOSTS, r"(s/)?c/\d", "private_chat", _PRIVATE_CHAT),
    (
        TELEGRAM_HOSTS,
        r"(s/)?(\+|(joinchat|addlist|contact|login|confirmphone|invoice)(/|\?|$))",
        "invitation",
        _INVITATION,
    ),
    ({"web.telegram.org", "webk.telegram.org"}, "", "signed_in", _SIGNED_IN),
    ({"chat.whatsapp.com", "invite.viber.com"}, "", "invitation", _INVITATION),
    ({"wa.me"}, r"(?!channel/)", "invitation", _INVITATION),
    ({"api.whatsapp.com", "whatsapp.com"}, r"send\b", "invitation", _INVITATION),
    ({"web.whatsapp.com"}, "", "signed_in", _SIGNED_IN),
    ({"signal.group", "signal.me"}, "", "invitation", _INVITATION),
    ({"discord.gg", "join.slack.com"}, "", "invitation", _INVITATION),
    ({"discord.com", "discordapp.com"}, r"invite/", "invitation", _INVITATION),
    ({"discord.com", "discordapp.com"}, r"channels/", "private_chat", _PRIVATE_CHAT),
    ({"vk.me"}, r"join/", "invitation", _INVITATION),
    (VK_HOSTS, r"(im|call/join)\b", "private_chat", _PRIVATE_CHAT),
    ({"messenger.com"}, r"(t|e2ee)/", "private_chat", _PRIVATE_CHAT),
    (FACEBOOK_HOSTS, r"messages/", "private_chat", _PRIVATE_CHAT),
    ({"instagram.com"}, r"direct/", "private_chat", _PRIVATE_CHAT),
    (X_HOSTS, r"(messages|i/chat)\b", "private_chat", _PRIVATE_CHAT),
)

_TRACKING = re.compile(
    r"utm_.*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|twclid|ttclid|yclid"
    r"|ysclid|_openstat|igshid|igsh|mc_[ce]id|mkt_tok|_hsenc|_hsmi|mibextid|ref_src"
    r"|__tn__|__cft__.*|__xts__.*|xtor|wt_mc|oly_(anon|enc)_id|vero_id"
)
#: Names that track on these hosts only and mean something elsewhere.
_TRACKING_AT = (
    (X_HOSTS, re.compile(r"s|t|ref_url|cxt")),
    (YOUTUBE_HOSTS, re.compile(r"si|feature|pp|ab_channel")),
    ({"open.spotify.com"}, re.compile(r"si|context|nd")),
    (FACEBOOK_HOSTS, re.compile(r"rdid|share_url|eav|paipv|_rdr|fref|hc_ref|refsrc")),
    ({"threads.net", "threads.com"}, re.compile(r"xmt|slof")),
    (
        TIKTOK_HOSTS,
        re.compile(
            r"_t|_r|_d|is_from_webapp|is_copy_url|sender_device|sender_web_id|web_id"
            r"|u_code|user_id|sec_user_id|tt_from|timestamp|share_.*"
        ),
    ),
)
_TRACKING_FRAGMENT = re.compile(r"utm_.*|xtor|echobox")


def get_public_host(host: str | None) -> str:
    """The host as it is compared here: in lower case, with plain dots, without
    ``www.``, ``m.`` or ``mobile.`` before it."""
    host = unicodedata.normalize("NFKC", host or "").replace("\u3002", ".")
    return re.sub(r"^((www|m|mobile)\.)+(?=.+\.)", "", host.casefold().strip("."))


def validate_public_link(value: str) -> None:
    """Raise ``ValidationError`` unless ``value`` is an http(s) address that may
    be shown to every reader.

    Codes: ``invalid``, ``scheme``, ``credentials`` (a user name in it),
    ``app_link``, ``invitation``, ``private_chat``, ``signed_in``. The last four
    reveal who had access. (Wagtail's ``URLBlock`` takes ``ftp://`` as well.)
    """
    try:
        parts = urlsplit(value)
        has_user = parts.username is not None or parts.password is not None
    except ValueError as error:
        raise ValidationError(_("Enter a valid link."), code="invalid") from error
    if parts.scheme in _APP_SCHEMES:
        raise ValidationError(
            _(
                "This link opens an app and may show who had access. Use the public "
                "address, which begins with https://."
            ),
            code="app_link",
        )
    if parts.scheme not in ("http", "https"):
        raise ValidationError(
            _("Enter a link that begins with http:// or https://."), code="scheme"
        )
    if has_user:
        raise ValidationError(
            _("Remove the user name from the link."), code="credentials"
        )
    decoded = _decode(value)
    if re.search(r"\btg:/", decoded, re.IGNORECASE):
        raise ValidationError(_INVITATION, code="invitation")
    # Also within: an archived copy or a redirect carries the address it leads to,
    # with or without its scheme.
    for host in _HOSTS_WITHIN.finditer(decoded):
        _refuse_revealing(host[0], decoded[host.end() :])


def _decode(value: str) -> str:
    """``value`` as a browser reads it: escapes undone, backslashes as slashes."""
    for _step in range(3):
        value = unquote(value)
    return re.sub(r"[\t\r\n]", "", value).replace("\\", "/")


#: What may be a host, to its end: before a path, or all there is of an address.
_HOSTS_WITHIN = re.compile(
    r"(?<![^/?#&=@:;,|()\s])[^/?#&=@:;,|()\s]+(?=(:\d*)?/)"
    r"|(?<=://)[^/?#&=@:;,|()\s]+"
)


def _refuse_revealing(host: str, rest: str) -> None:
    host = get_public_host(host)
    if not any(host in hosts for hosts, *_rule in _REVEALING):
        return
    path = _resolve(re.sub(r"^:\d*", "", rest)).casefold()
    for hosts, beginning, code, message in _REVEALING:
        if host in hosts and re.match(beginning, path):
            raise ValidationError(message, code=code)


def _resolve(path: str) -> str:
    """``path`` as it is asked for: "." and ".." followed, slashes once."""
    path, mark, query = re.match(r"([^?#]*)([?#]?)(.*)", path, re.DOTALL).groups()
    segments: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            del segments[-1:]
        elif segment not in ("", "."):
            segments.append(segment)
    end = "/" if segments and path.endswith("/") else ""
    return "/".join(segments) + end + mark + query


def is_public_link(value: str) -> bool:
    """Whether ``value`` may be printed as a link."""
    try:
        validate_public_link(value)
    except ValidationError:
        return False
    return True


def join_below(url: str | None, path: str) -> str:
    """Address of a route below the page at ``url``; "" where that has none."""
    # WAGTAIL_APPEND_SLASH may be off.
    return f"{url.rstrip('/')}/{path}" if url else ""


def read_origin(address: str) -> str:
    """``https://host`` or ``https://host:port`` of an address, in small letters; ""
    where it is none of the web."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return ""
    host = parts.hostname or ""
    is_web = parts.scheme in ("http", "https") and _HOST.fullmatch(host)
    if not is_web or parts.username is not None:
        return ""
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}"


def get_public_link(value: str | None) -> str:
    """``value`` where it may be printed as a link, else ""."""
    return value if value and is_public_link(value) else ""


def clean_public_link(value: str) -> str:
    """``value`` without the parameters that only track who shared or clicked it.

    Everything else stays byte for byte, in its order. What is not an http(s)
    address comes back unchanged; nothing is raised. Cleaning twice changes
    nothing more.
    """
    try:
        parts = urlsplit(value)
        host = get_public_host(parts.hostname)
    except (ValueError, AttributeError):
        return value
    if parts.scheme not in ("http", "https") or not host:
        return value
    patterns = [_TRACKING, *(names for hosts, names in _TRACKING_AT if host in hosts)]
    address, hash_mark, fragment = value.partition("#")
    address, question_mark, query = address.partition("?")
    return (
        address
        + _without(patterns, question_mark, query)
        + _without([_TRACKING_FRAGMENT], hash_mark, fragment)
    )


def _without(patterns, mark: str, pairs: str) -> str:
    """``mark`` and the ``name=value`` pairs after it, less those whose name is
    one of ``patterns``; nothing when none is left."""
    all_pairs = pairs.split("&")
    kept = [
        pair
        for pair in all_pairs
        if not any(
            pattern.fullmatch(unquote(pair.partition("=")[0]).casefold())
            for pattern in patterns
        )
    ]
    if len(kept) == len(all_pairs):
        return mark + pairs
    remaining = "&".join(kept)
    return mark + remaining if remaining else ""
