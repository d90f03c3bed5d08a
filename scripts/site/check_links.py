"""Follows every link of a built site: python3 check_links.py FOLDER.

A link to a page or an anchor of the site that does not exist is printed and makes the script fail; so does a page
without any link that could be checked. Links to other sites are counted, not followed.
"""

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class Page(HTMLParser):
    """The links of a page, and the names that links can lead to."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.names: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.links.append(value)
            if name == "id" or (tag == "a" and name == "name"):
                self.names.add(value or "")


def main(folder: Path) -> int:
    pages = {path.resolve(): Page(path) for path in sorted(folder.rglob("*.html"))}
    broken, followed, elsewhere = [], 0, 0
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                elsewhere += 1
                continue
            if path.name == "404.html":  # its links are written for the root of a server
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            followed += 1
            if not target.is_file():
                broken.append(f"{path.relative_to(folder.resolve())}: {link} is no file")
            elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].names:
                broken.append(f"{path.relative_to(folder.resolve())}: {link} has no such place")
    print("\n".join(broken))
    print(f"{len(pages)} pages, {followed} links followed, {len(broken)} broken, {elsewhere} to other sites")
    return 1 if broken or followed == 0 else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
