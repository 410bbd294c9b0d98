"""Write a beslutningslog in a test's own words: each act becomes the next post, its versions those that follow from it.

`Log` keeps the posts and the state; `stored` gives the bytes as a store would hold them, sealed and chained.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from generator.model.beslutningslog import Post
from generator.store.yaml_reader import load_yaml
from generator.store.yaml_writer import dump_yaml
from generator.workflow.fold import fold
from generator.workflow.kontrolkode import seal, sha256
from generator.workflow.tilstand import Tilstand
from generator.workflow.versions import Effekt, plan_versions

if TYPE_CHECKING:
    from collections.abc import Sequence

A, B = "naboskab", "uddannelse"
TIL = "2025-09-30"
CHEF = {"person": "chef", "rolle": "Chef for helhedsplanen"}


def aendring(efter: str, foer: str | None = "før", sti: str = "kommunal_sammenhaeng") -> dict[str, Any]:
    """Return a change of one field."""
    return {"art": "saet", "sti": sti, "nuvaerende": foer, "foreslaaet": efter}


def aendringer(*delaftaler: str, efter: str = "efter", sti: str = "kommunal_sammenhaeng") -> list[dict[str, Any]]:
    """Return one change in each of the delaftaler."""
    return [{"delaftale": name, "aendringer": [aendring(efter, sti=sti)]} for name in delaftaler]


def forslag(id_: str, *delaftaler: str, **facts: Any) -> dict[str, Any]:
    """Return a forslag with one change in each delaftale (A, if none is named), of a field of its own."""
    own = aendringer(*(delaftaler or (A,)), sti=f"aktiviteter/{id_}/formaal/indledning/tekst")
    return {
        "id": id_,
        "titel": f"Sag {id_}",
        "grundlag": ["erfaring"],
        "begrundelse": "Erfaringen viser det.",
        "aendringer": own,
    } | facts


def content_of(path: str) -> bytes:
    """Return what the file of a version holds in these tests."""
    return f"indhold af {path}\n".encode()


class Log:
    """A log that grows by one post for each call; all dates are written 2022-08-15."""

    def __init__(self) -> None:
        self.poster: list[Post] = []
        self.stored: dict[str, bytes] = {}
        self.tilstand = Tilstand()

    @property
    def filer(self) -> dict[str, bytes]:
        """The files that the posts made, by path."""
        return {item.sti: content_of(item.sti) for post in self.poster for item in post.filer}

    def post(self, art: str, dato: str, facts: dict[str, Any]) -> Post:
        """Return the next post without taking it."""
        nr = len(self.poster) + 1
        made = facts.get("versioner", [facts] if art == "registrering" else [])
        folders = [f"{item['delaftale']}/versioner/{item['version']:04}" for item in made]
        paths = [f"{folder}/{name}.yaml" for folder in folders for name in ("delaftale", "helhedsplan")]
        if art == "udgivelse":
            for item in facts["omfang"]:
                name = f"{item['delaftale']}/versioner/{item['version']:04}/udgivet-{item['nr']}"
                paths += [f"{name}.docx", f"{name}.pdf"]
        forrige = sha256(self.stored[f"beslutningslog/{nr - 1:04}.yaml"]) if nr > 1 else None
        return Post.model_validate(
            {
                "format": 1,
                "nr": nr,
                "forrige": forrige,
                "tidspunkt": f"{dato}T10:02:11+00:00",
                "dato": dato,
                "af": CHEF,
                "filer": [{"sti": path, "sha256": sha256(content_of(path))} for path in paths],
                "art": art,
                art.replace("-", "_"): facts,
                "slut": nr,
            }
        )

    def take(self, post: Post) -> Post:
        """Take a post: seal it, fold it, keep it."""
        path, data = f"beslutningslog/{post.filnavn}", seal(post, dump_yaml)
        sealed = load_yaml(data, Post, path)
        self.tilstand = fold([sealed], self.tilstand)
        self.stored[path] = data
        self.poster.append(sealed)
        return sealed

    def add(self, art: str, dato: str, /, **facts: Any) -> Post:
        """Make and take a post."""
        return self.take(self.post(art, dato, facts))

    # -- the acts --

    def registrer(self, delaftale: str = A, fra: str = "2021-10-01", dato: str = "2022-08-01", **facts: Any) -> Post:
        """Register an edition under the next number."""
        version = len(self.tilstand.versioner(delaftale)) + 1
        given = {"delaftale": delaftale, "version": version, "gaelder_fra": fra, "gaelder_til": TIL}
        return self.add("registrering", dato, **given | {"grundlag": "Bilag til den strategiske aftale."} | facts)

    def indstil(self, *items: dict[str, Any], dato: str = "2022-08-15", akut: bool = False, **facts: Any) -> Post:
        """Put forslag, on the newest text of each delaftale."""
        names = dict.fromkeys(part["delaftale"] for item in items for part in item["aendringer"])
        bases = []
        for name in names:
            text = self.tilstand.text_on(name, date(2100, 1, 1))
            bases.append({"delaftale": name, "version": 1 if text is None else text.nr})
        kind = {"type": "akut"} if akut else {"type": "aarlig", "aar": 2022}
        id_ = f"indstilling-{len(self.poster) + 1}"
        return self.add("indstilling", dato, **{"id": id_, "bygger_paa": bases, "forslag": items} | kind | facts)

    def beslut(self, *items: dict[str, Any], moede: str = "2022-09-14", dato: str | None = None, **facts: Any) -> Post:
        """Decide forslag at a meeting; the versions follow, unless they are given."""
        done = [{"punkt": "4", "ordlyd": "Godkendt."} | item for item in items]
        effects = [effect for item in done for effect in self._effects(item)]
        given = {"moede": moede, "forslag": done, "versioner": self.plan(effects)}
        return self.add("beslutning", dato or moede, **given | facts)

    def _effects(self, item: dict[str, Any]) -> list[Effekt]:
        changes = item.get("aendringer")
        if changes is None and item["udfald"] in {"godkendt", "godkendt-med-aendring"}:
            known = self.tilstand.forslag.get(item["forslag"])
            changes = [] if known is None else [{"delaftale": name} for name in known.forslag.delaftaler]
        if item["udfald"] == "godkendt-med-forbehold" and "retter" not in item:
            changes = []
        day = item.get("gaelder_fra")
        return [Effekt(part["delaftale"], date.fromisoformat(day), item["forslag"]) for part in changes or [] if day]

    def plan(self, effekter: Sequence[Effekt], til: str | None = None) -> list[dict[str, Any]]:
        """Return the versions that follow, as a post holds them; they last as long as what they build on, or `til`."""
        return [
            {
                "delaftale": item.delaftale,
                "version": item.version,
                "gaelder_fra": item.gaelder_fra.isoformat(),
                "gaelder_til": til
                or self.tilstand.versioner(item.delaftale)[item.bygger_paa - 1].gaelder_til.isoformat(),
                "bygger_paa": item.bygger_paa,
                "forslag": item.forslag,
            }
            for item in plan_versions(self.tilstand, effekter)
        ]

    def ret(self, *delaftaler: str, fra: str = "2022-10-01", **facts: Any) -> Post:
        """Correct spelling in the delaftaler."""
        names = delaftaler or (A,)
        versioner = self.plan([Effekt(name, date.fromisoformat(fra)) for name in names])
        given = {"begrundelse": "Stavefejl.", "gaelder_fra": fra, "versioner": versioner}
        return self.add("redaktionel-rettelse", fra, **given | {"aendringer": aendringer(*names)} | facts)

    def forlaeng(
        self, til: str, *delaftaler: str, fra: str = "2025-06-01", dato: str | None = None, **facts: Any
    ) -> Post:
        """Prolong the delaftaler."""
        names = delaftaler or (A,)
        versioner = self.plan([Effekt(name, date.fromisoformat(fra)) for name in names], til)
        given = {"godkendt": fra, "journalnummer": "24/117", "gaelder_til": til, "gaelder_fra": fra}
        changes = {"aendringer": aendringer(*names, sti="gaelder_til"), "versioner": versioner}
        return self.add("forlaengelse", dato or fra, **given | changes | facts)

    def udgiv(self, *versioner: tuple[str, int], nr: int = 1, dato: str = "2022-12-01", **facts: Any) -> Post:
        """Issue versions, all for the same time."""
        omfang = [{"delaftale": name, "version": version, "nr": nr} for name, version in versioner]
        return self.add("udgivelse", dato, **{"omfang": omfang} | facts)

    def opfyld(self, id_: str, fra: str = "2022-11-01", **facts: Any) -> Post:
        """Tell that a forbehold is met."""
        given = {"forslag": id_, "opfyldt": "ja", "grundlag": "Kommunen har sagt ja.", "gaelder_fra": fra}
        versioner = self.plan(self._settled(id_, fra))
        return self.add("forbehold", fra, **given | {"versioner": versioner} | facts)

    def fastlaeg(self, id_: str, fra: str = "2022-11-01", **facts: Any) -> Post:
        """Settle the final wording."""
        given = {"forslag": id_, "ordlyd": "Formandskabet har godkendt ordlyden.", "gaelder_fra": fra}
        versioner = self.plan(self._settled(id_, fra))
        return self.add("bemyndigelse", fra, **given | {"versioner": versioner} | facts)

    def _settled(self, id_: str, fra: str) -> list[Effekt]:
        known = self.tilstand.forslag.get(id_)
        return [Effekt(name, date.fromisoformat(fra), id_) for name in (known.forslag.delaftaler if known else ())]
