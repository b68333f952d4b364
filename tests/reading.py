"""A public page as a reader without JavaScript has it."""

from bs4 import BeautifulSoup


def get_soup(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    return BeautifulSoup(response.content, "html.parser")


def get_shown(soup):
    """Ids of the updates in the stream, from the top."""
    stream = soup.find(attrs={"data-liveconflict-updates": True})
    return [int(a["data-update-id"]) for a in stream.find_all("article")]
