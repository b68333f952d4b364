"""Takes the posts of a wagtail-live page over into a live blog."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.utils import timezone

from ..delivery.change_log import renew_epoch
from ..editorial.import_updates import (
    ImportedPost,
    build_update,
    import_updates,
    order_by_time,
)
from ..exceptions import LiveConflictError
from ..models import LiveUpdate
from .content import Content, Converter, describe_kept
from .posts import OldBlog, OldPost


def in_batches(posts: list, size: int) -> Iterator[list]:
    for start in range(0, len(posts), size):
        yield posts[start : start + size]


@dataclass
class Report:
    """What was, or would be, taken over."""

    counts: Counter = field(default_factory=Counter)
    remarks: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def note(self, post: OldPost, remarks) -> None:
        self.remarks += (f"{post}: {remark}." for remark in remarks)


@dataclass
class Migration:
    """One page's posts on their way into ``page``; None where that is still to be
    made. ``page`` has to be saved before :meth:`run`."""

    blog: OldBlog
    page: object | None
    user: object
    pictures: object
    byline: str = LiveUpdate.Byline.NONE
    limit: int | None = None
    batch: int = 50
    report: Report = field(default_factory=Report)

    def find_new(self) -> list[OldPost]:
        """Posts that are not in the live blog yet, oldest first."""
        counts, posts = self.report.counts, self.blog.posts
        counts["posts"] = len(posts)
        known = self._find_known() if self.page is not None else {}
        new = []
        for post in posts:
            if self._get_key(post) not in known:
                new.append(post)
                continue
            counts["here"] += 1
            taken = known[self._get_key(post)]
            if post.modified and taken and post.modified > taken:
                counts["changed"] += 1
                self.report.note(post, ["was edited on the old site since"])
        new = new if self.limit is None else new[: self.limit]
        counts["later"] = counts["posts"] - counts["here"] - len(new)
        return new

    def _find_known(self) -> dict:
        """When each update that was taken over was last published, by its key; also
        where a colleague has moved it to another live blog since."""
        known = {}
        for posts in in_batches(self.blog.posts, 500):
            keys = [self._get_key(post) for post in posts]
            rows = LiveUpdate.objects.filter(composition_key__in=keys)
            known |= dict(rows.values_list("composition_key", "last_published_at"))
        return known

    def _get_key(self, post):
        page_id = self.page.pk if self.page is not None else 0
        return post.get_key(page_id, self.blog.channel)

    def rehearse(self) -> Report:
        """Everything but the writing."""
        for post in self.find_new():
            try:
                imported, content = self._read(post, self.pictures.check)
                if self.page is not None:
                    build_update(self.page, imported, self.user)
            except LiveConflictError as error:
                self._fail(post, error.message)
            else:
                self._count(post, imported, content)
        return self.report

    def run(self, tell: Callable[[int, int], None]) -> Report:
        """Take over what is new, in transactions of ``batch`` posts; ``tell`` is
        called with how many are done, and of how many."""
        new = self.find_new()
        if new and self.page.live:
            # Whoever has it open is told once to load it anew, and not of each post.
            renew_epoch([self.page.pk])
        done = 0
        for posts in in_batches(new, self.batch):
            self._take(posts)
            tell(done := done + len(posts), len(new))
        if new:
            self.report.counts["moved"] += order_by_time(self.page, self.user)
            if self.page.live:
                renew_epoch([self.page.pk])
        return self.report

    def _take(self, posts) -> None:
        read = dict(self._read_all(posts))

        def fail(imported, message):
            self._fail(read.pop(imported.key)[0], message)

        imported = [each for _post, each, _content in read.values()]
        import_updates(self.page, self.user, imported, fail)
        for post, each, content in read.values():
            self._count(post, each, content)

    def _read_all(self, posts) -> Iterator[tuple]:
        for post in posts:
            try:
                imported, content = self._read(post, self.pictures.take)
            except LiveConflictError as error:
                self._fail(post, error.message)
            else:
                yield imported.key, (post, imported, content)

    def _read(self, post, get_picture) -> tuple[ImportedPost, Content]:
        body = LiveUpdate._meta.get_field("body").stream_block
        converter = Converter(
            get_picture, keeps_ids=self.pictures.keeps_ids, types=body.child_blocks
        )
        content = converter.convert(post.content)
        if post.created is None:
            raise LiveConflictError("It has no time, and no post before it has one.")
        if post.created > timezone.now():
            raise LiveConflictError("Its time lies ahead.")
        is_public = post.show
        if not content.body and content.kept:
            # Nothing that readers could be shown: an editor decides.
            content.body.append({"type": "text", "value": describe_kept(content.kept)})
            is_public = False
        data = {"message_id": post.message_id, "kept": content.kept}
        imported = ImportedPost(
            key=self._get_key(post),
            body=content.body,
            published_at=post.created,
            edited_at=max(post.modified, post.created) if post.modified else None,
            is_public=is_public,
            byline=self.byline,
            data={name: value for name, value in data.items() if value},
        )
        return imported, content

    def _fail(self, post, message) -> None:
        self.report.counts["failed"] += 1
        self.report.errors.append(f"{post}: {message}")

    def _count(self, post, imported, content) -> None:
        counts = self.report.counts
        counts["published" if imported.is_public else "drafts"] += 1
        counts["pictures"] += content.count("image")
        counts["links"] += content.count("embed")
        counts["kept"] += len(content.kept)
        self.report.note(post, content.remarks)
