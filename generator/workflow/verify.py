"""Whether a plan's record is what was once recorded: from bytes alone to the first thing that does not hold.

Always so: nothing in the store is taken on trust. Each post carries the hash of the one before and of each file that it
made; the code that ties all of it to paper comes from outside (a referat, a document's footer) and is never read from
the store, since whoever rewrites all of it can make a chain that holds. What is found is named in Danish, with the way
out: finding is no mending, so the way out is a backup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.errors import GeneratorError
from generator.workflow.fold import fold
from generator.workflow.kontrolkode import find_post, is_untouched, is_whole, sha256

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.model.beslutningslog import Post

MAPPE: Final = "beslutningslog"
"""The log's folder in the plan's."""

FORMAT: Final = 1
"""The newest format of a post that is understood here."""

_NAME: Final = re.compile(r"beslutningslog/([0-9]{4,})\.yaml", re.ASCII)
_VERSION: Final = re.compile(r"([^/]+)/versioner/([0-9]{4,})/", re.ASCII)
_FORMAT: Final = re.compile(rb"format: ([0-9]{1,6})\r?\n")
_NOT_YET: Final = (
    "Er udgaven vedtaget, så registrér den med »delaftale registrer {delaftale} --grundlag TEKST«; flyt ellers mappen "
    "et andet sted hen."
)
_LOST_OR_LATER: Final = (
    "Har loggen mistet en post, så hent den fra en sikkerhedskopi. Er udgaven vedtaget uden om loggen, så registrér "
    "den med »delaftale registrer {delaftale} --efterfoelgende --grundlag TEKST«."
)
_BACKUP: Final = "Hent filen fra en sikkerhedskopi."


@dataclass(frozen=True, slots=True)
class Brud:
    """The first thing that does not hold: what is wrong (`problem`), and what to do (`udvej`).

    `fil` is the file's path from the plan's folder, "" for the record as a whole.
    """

    fil: str
    problem: str
    udvej: str

    def __str__(self) -> str:
        """Return two Danish sentences."""
        return f"{f'»{self.fil}« ' if self.fil else ''}{self.problem} {self.udvej}"


def verify(
    poster: Mapping[str, bytes],
    filer: Mapping[str, bytes],
    read: Callable[[bytes, str], Post],
    kode: str | None = None,
    *,
    er_i_gang: bool = False,
) -> Brud | None:
    """Return the first thing that does not hold, or None.

    `poster` holds every file of the log's folder, `filer` those of all `versioner/` folders and whatever else a post
    says that it made, both by path from the plan's folder. `read` makes a post of a file's bytes, or raises a
    `GeneratorError`. `kode` is a kontrolkode as printed (`parse_kontrolkode`), None for none. `er_i_gang`: an act is
    being made, so that its later posts may not be there yet.
    """
    posts: list[Post] = []
    stored = list(_in_order(poster))
    return (
        _check_names(poster)
        or _check_posts(stored, read, posts)
        or _check_chain(stored, posts)
        or _check_serier(posts, er_i_gang=er_i_gang)
        or _check_files(posts, filer)
        or _check_acts(posts)
        or _check_kode([data for _, data in stored], kode)
        or _check_registered(posts, filer)
    )


def path_of(nr: int) -> str:
    """Return the path of a post from the plan's folder."""
    return f"{MAPPE}/{nr:04}.yaml"


def _is_name(path: str) -> bool:
    found = _NAME.fullmatch(path)
    return found is not None and int(found[1]) > 0 and path == path_of(int(found[1]))


def _in_order(poster: Mapping[str, bytes]) -> Iterable[tuple[str, bytes]]:
    for nr in range(1, len(poster) + 1):
        path = path_of(nr)
        if path in poster:
            yield path, poster[path]


def _check_names(poster: Mapping[str, bytes]) -> Brud | None:
    """Numbers without gap, and nothing beside them."""
    strange = [path for path in sorted(poster) if not _is_name(path)]
    if strange:
        return Brud(strange[0], "hører ikke til i beslutningsloggen.", "Flyt filen et andet sted hen.")
    for nr in range(1, len(poster) + 1):
        if path_of(nr) not in poster:
            return Brud(path_of(nr), "mangler, men der er senere poster.", _BACKUP)
    return None


def _check_posts(
    stored: Iterable[tuple[str, bytes]], read: Callable[[bytes, str], Post], posts: list[Post]
) -> Brud | None:
    """Each post is whole, as it was written, of ours, and has the number of its file. Fills `posts`."""
    for nr, (path, data) in enumerate(stored, start=1):
        first_line = _FORMAT.match(data)
        is_newer = first_line is not None and int(first_line[1]) > FORMAT
        if not is_whole(data) and not is_newer:
            return Brud(path, "er ikke skrevet til ende, eller slutningen er ændret.", _BACKUP)
        if is_whole(data) and not is_untouched(data):
            return Brud(path, "er ændret, efter at den blev skrevet.", _BACKUP)
        if is_newer:
            return Brud(path, "er skrevet af et nyere program.", "Opdatér programmet, og prøv igen.")
        try:
            post = read(data, path)
        except GeneratorError as error:
            return Brud(path, f"kan ikke læses som en post: {error}", _BACKUP)
        if post.nr != nr:
            return Brud(path, f"indeholder post {post.nr}. Poster er byttet om.", _BACKUP)
        posts.append(post)
    return None


def _check_chain(stored: list[tuple[str, bytes]], posts: list[Post]) -> Brud | None:
    """Each post names the bytes of the one before it."""
    for (path, data), post in zip(stored, posts[1:], strict=False):
        if post.forrige != sha256(data):
            return Brud(path, f"er ikke den, som post {post.nr} bygger på. En af de to er skiftet ud.", _BACKUP)
    return None


def _check_serier(posts: list[Post], *, er_i_gang: bool) -> Brud | None:
    """Posts that one act made are all there, and each says so: nobody has taken a part of an act away."""
    for post in posts:
        if post.serie is None:
            continue
        for nr in range(post.serie.fra, post.serie.til + 1):
            if nr <= len(posts) and posts[nr - 1].serie != post.serie:
                return Brud(path_of(nr), f"siger ikke, at den er lavet sammen med post {post.nr}.", _BACKUP)
            if nr > len(posts) and not er_i_gang:
                return Brud(path_of(nr), f"mangler, men post {post.nr} er lavet sammen med den.", _BACKUP)
    return None


def _check_files(posts: list[Post], filer: Mapping[str, bytes]) -> Brud | None:
    """Each file that a post made is there as it was, and none lies beside them that no post made."""
    made = {item.sti: (item.sha256, post.nr) for post in posts for item in post.filer}
    for path, (wanted, nr) in made.items():
        if path not in filer:
            return Brud(path, f"mangler, men post {nr} lavede den.", _BACKUP)
        if sha256(filer[path]) != wanted:
            return Brud(path, f"er ændret, efter at post {nr} lavede den.", _BACKUP)
    versions = {version for post in posts for version in post.lavede}
    for path in sorted(filer):
        if path not in made and (_version_of(path) is None or _version_of(path) in versions):
            return Brud(
                path, "er ikke lavet af nogen post, så ingen har besluttet den.", "Flyt filen et andet sted hen."
            )
    return None


def _check_registered(posts: list[Post], filer: Mapping[str, bytes]) -> Brud | None:
    """No version lies there that no post speaks of. Last of all, since that is mended by an act and not by a backup."""
    made = {item.sti for post in posts for item in post.filer}
    last: dict[str, int] = {}
    for delaftale, nr in (version for post in posts for version in post.lavede):
        last[delaftale] = max(nr, last.get(delaftale, 0))
    for path in sorted(filer):
        found = _version_of(path)
        if path in made or found is None:
            continue
        delaftale, nr = found
        problem = f"er ikke lavet af nogen post: Version {nr} af »{delaftale}« er ikke registreret."
        if nr != last.get(delaftale, 0) + 1:
            problem += f" Det er version {last.get(delaftale, 0) + 1} heller ikke, og den kommer først."
        if delaftale in last:
            return Brud(path, problem, _LOST_OR_LATER.format(delaftale=delaftale))
        return Brud(path, problem, _NOT_YET.format(delaftale=delaftale))
    return None


def _version_of(path: str) -> tuple[str, int] | None:
    """Return the delaftale and the number of the version whose folder a file lies in; None if it lies in no such."""
    found = _VERSION.match(path)
    return None if found is None else (found[1], int(found[2]))


def _check_acts(posts: list[Post]) -> Brud | None:
    """Each act could be made when it was."""
    taken: list[Post] = []

    def one_by_one() -> Iterator[Post]:
        for post in posts:
            taken.append(post)
            yield post

    try:
        fold(one_by_one())
    except GeneratorError as error:
        return Brud(path_of(taken[-1].nr), f"fortæller om noget, der ikke kunne ske: {error}", _BACKUP)
    return None


def _check_kode(stored: list[bytes], kode: str | None) -> Brud | None:
    """Some post has the code that was printed."""
    if kode is None or find_post(stored, kode) is not None:
        return None
    problem = f"Ingen post har kontrolkoden {kode}, så loggen er en anden end den, der blev trykt efter."
    return Brud("", problem, "Sammenlign koden med papiret igen, og hent ellers mappen fra en sikkerhedskopi.")
