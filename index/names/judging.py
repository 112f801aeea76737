"""How sure it is that two names are one: by their letters, their roles and their company."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import NamedTuple

from index.names import roles
from index.names.accepted import KINDS, Kind
from index.names.candidates import Candidate, Likeness, candidates
from index.names.figures import ArchiveNames, NameFigures

#: What each likeness says by itself.
_WEIGHT: dict[Likeness, float] = {
    "spelling": 0.8,
    "sounds": 0.55,
    "shorter": 0.45,
    "letter": 0.4,
    "end": 0.35,
    "surname": 0.35,
}
#: Of names with the same sounds that differ in words which are known names.
_KNOWN_NAMES = 0.2
_ROLE, _COMPANY, _WEEKS = 0.15, 0.25, 0.05
_AGAINST, _RIVAL, _TOGETHER = 0.5, 0.1, 0.3
#: Candidates below are not offered.
_LEAST = 0.5
#: Company that is expected by chance may be exceeded by chance: by so many standard deviations.
_DEVIATIONS = 4
_LEAST_COMPANY = 2
_NAMED = 3
_COMPANIES_KEPT = 5_000


@dataclass(frozen=True, slots=True)
class Writing:
    """A writing of a name in an archive.

    Attributes:
        name: as printed.
        articles: how many name it.
        roles: the most frequent, each with the number of articles.
    """

    name: str
    articles: int
    roles: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """Two names that may be one, offered to an editor.

    Attributes:
        kind: of both.
        entry: the one that would stand for both.
        variant: the other one.
        likeness: how they are alike.
        score: from 0 to 1.
        is_sure: whether letters, roles and company leave no doubt.
        shared_role: that both have; empty where there is none.
        company: names that stand beside both, far more than by chance; the most frequent ones.
        weeks: in how many weeks both are named.
        together: how many articles name both.
        several: where a name seems to be several people: the fields of life, each with the number
            of articles.
    """

    kind: Kind
    entry: Writing
    variant: Writing
    likeness: Likeness
    score: float
    is_sure: bool
    shared_role: str
    company: tuple[str, ...]
    weeks: int
    together: int
    several: tuple[tuple[str, int], ...]


def offers(archive: ArchiveNames, kinds: Iterable[Kind] = KINDS) -> list[Offer]:
    """Return the names of an archive that may be one, the surest first."""
    judge = _Judge(archive)
    found = [
        offer
        for kind in kinds
        for candidate in candidates(archive, kind)
        if (offer := judge.offer(kind, candidate)).score >= _LEAST
    ]
    return sorted(
        found,
        key=lambda offer: (
            not offer.is_sure,
            -offer.score,
            -offer.entry.articles - offer.variant.articles,
            offer.entry.name,
            offer.variant.name,
        ),
    )


def several_people(
    archive: ArchiveNames,
) -> list[tuple[NameFigures, tuple[tuple[str, int], ...]]]:
    """Return the names that seem to be several people by their roles, the most frequent first.

    Returns:
        Each with the fields of life that it is known in, and in how many articles.
    """
    found = [(name, _named(roles.several(name.roles))) for name in archive.names]
    kept = [(name, fields) for name, fields in found if fields]
    return sorted(kept, key=lambda row: (-row[0].count, row[0].text))


def _named(fields: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    return tuple((roles.field_name(field), count) for field, count in fields)


class _Company(NamedTuple):
    shared: tuple[int, ...]
    is_above_chance: bool


class _Judge:
    """Judges candidates of one archive."""

    def __init__(self, archive: ArchiveNames) -> None:
        self._archive = archive
        # Of a name there are several candidates, one after the other.
        self._company: Callable[[int], dict[int, int]] = lru_cache(_COMPANIES_KEPT)(archive.company)
        self._common = roles.common([name.roles for name in archive.names])

    def offer(self, kind: Kind, candidate: Candidate) -> Offer:
        one, other = (self._archive.names[at] for at in (candidate.one, candidate.other))
        both = frozenset(one.articles) & frozenset(other.articles)
        company = self._shared_company(candidate.one, candidate.other, both)
        role = roles.shared(one.roles, other.roles, self._common)
        fields = roles.several(one.roles) or roles.several(other.roles)
        against = bool(fields) or roles.contradict(one.roles, other.roles)
        weeks = len(self._weeks(candidate.one) & self._weeks(candidate.other))
        # Who writes two names in one article may well mean two people.
        backed = company.is_above_chance or (bool(role) and not both)
        return Offer(
            kind=kind,
            entry=Writing(one.text, one.count, tuple(one.roles.most_common(_NAMED))),
            variant=Writing(other.text, other.count, tuple(other.roles.most_common(_NAMED))),
            likeness=candidate.likeness,
            score=_score(candidate, role, company, weeks, against, len(both)),
            is_sure=not against and _is_sure(candidate, backed),
            shared_role=role,
            company=tuple(self._archive.names[at].text for at in company.shared),
            weeks=weeks,
            together=len(both),
            several=_named(fields),
        )

    def _weeks(self, number: int) -> set[int]:
        weeks = self._archive.weeks
        return {week for at in self._archive.looked_at(number) if (week := weeks[at])}

    def _shared_company(self, one: int, other: int, both: frozenset[int]) -> _Company:
        """The names beside both, and whether there are more than independent names would have.

        Articles that have both names say nothing of that.
        """
        first, second = (
            self._archive.company(number, both) if both else self._company(number)
            for number in (one, other)
        )
        common = [at for at in first.keys() & second.keys() if at not in (one, other)]
        articles, size = len(self._archive.named), len(self._archive.looked_at(one))
        expected = sum(
            1 - (1 - self._archive.names[at].count / articles) ** size
            for at in second
            if at not in (one, other)
        )
        least = max(_LEAST_COMPANY, expected + _DEVIATIONS * sqrt(expected))
        common.sort(key=lambda at: (-min(first[at], second[at]), self._archive.names[at].text))
        is_above_chance = len(common) >= least
        return _Company(tuple(common[:_NAMED]) if is_above_chance else (), is_above_chance)


def _is_sure(candidate: Candidate, backed: bool) -> bool:
    # Names that differ by hamza, ة or a space are one writing: whoever it is, it is both.
    if candidate.likeness == "spelling":
        return backed or not candidate.are_known
    return backed and candidate.likeness == "sounds" and not candidate.are_known


def _score(
    candidate: Candidate,
    role: str,
    company: _Company,
    weeks: int,
    against: bool,
    together: int,
) -> float:
    score = _WEIGHT[candidate.likeness] + _ROLE * bool(role) + _COMPANY * company.is_above_chance
    score += _WEEKS * bool(weeks) - _AGAINST * against
    score -= _KNOWN_NAMES * (candidate.likeness == "sounds" and candidate.are_known)
    if candidate.likeness in ("shorter", "end", "surname"):
        # Who is named beside a longer name in one article is somebody else.
        score -= _RIVAL * bool(candidate.rivals) + _TOGETHER * bool(together)
    return round(min(1.0, max(0.0, score)), 2)


def evidence_of(offer: Offer) -> str:
    """Return why two names may be one, or may not, in Arabic words for an editor."""
    return "؛ ".join(_evidence(offer))


_LIKENESS: dict[Likeness, str] = {
    "spelling": "الرسم واحد",
    "sounds": "اللفظ متقارب",
    "letter": "حرف واحد يختلف",
    "shorter": "اسم أقصر",
    "end": "آخر الاسم",
    "surname": "اللقب وحده",
}


def _evidence(offer: Offer) -> Iterator[str]:
    yield _LIKENESS[offer.likeness]
    if offer.shared_role:
        yield f"الصفة نفسها: {offer.shared_role}"
    if offer.company:
        yield "يرد معهما: " + "، ".join(offer.company)
    if offer.weeks:
        yield f"أسابيع مشتركة: {offer.weeks}"
    if offer.together:
        yield f"مقالات تذكرهما معا: {offer.together}"
    if offer.several:
        fields = "، ".join(f"{field} ({count})" for field, count in offer.several)
        yield f"قد يكونون أكثر من شخص: {fields}"
