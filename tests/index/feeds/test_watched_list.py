"""A list of feeds that changes while it is followed."""

from index.feeds.feed import Feed
from index.feeds.followed import followed
from index.feeds.following import Event, Follower
from index.feeds.harvesting import Harvest
from index.feeds.roster import ListTaken, Roster
from index.feeds.watched_list import SETTLED, ListRead, ListRefused
from tests.index.feeds.followed_archive import Archive
from tests.index.feeds.served import giving, item, rss


def test_a_list_is_read_again_once_it_is_whole(archive: Archive) -> None:
    first, second = archive.feed("/a"), archive.feed("/b")
    watched = archive.watched(first)
    assert watched.look() is None
    archive.file.write_text(f"{first.address}\nhttp")
    assert watched.look() is None
    assert watched.is_changing
    archive.clock.time += SETTLED / 2
    assert watched.look() is None
    # It goes on being written: what is half an address now is told by nobody.
    archive.file.write_text(f"{first.address}\n{second.address}\n")
    archive.clock.time += SETTLED
    assert watched.look() is None
    archive.clock.time += SETTLED
    assert watched.look() == ListRead((first, second))
    assert not watched.is_changing
    assert watched.look() is None


def test_a_list_that_is_wrong_is_told_once(archive: Archive) -> None:
    watched = archive.watched(archive.feed())
    for text, told in (("what is this", "line 1: 'what is this' is no address"), (None, "cannot")):
        if text is None:
            archive.file.unlink()
        else:
            archive.file.write_text(text)
        found = []
        for _ in range(4):
            archive.clock.time += SETTLED
            found.append(watched.look())
        (refused,) = (one for one in found if one is not None)
        assert isinstance(refused, ListRefused)
        assert told in refused.why


def test_feeds_come_and_go_while_others_are_followed(archive: Archive) -> None:
    archive.server.pages |= {
        f"/{name}": giving(rss(item(number), title="")) for number, name in enumerate("abc")
    }
    first, stays, last = (archive.feed(f"/{name}") for name in "abc")
    both = f"{stays.address}\tالمرفأ\n{last.address}\n"
    told: list[Event] = []

    def tell(event: Event) -> None:
        told.append(event)
        if isinstance(event, ListRefused):
            archive.file.write_text(both, encoding="utf-8")
        elif isinstance(event, Harvest) and event.record.address == first.address:
            archive.file.write_text(f"{both}http", encoding="utf-8")
        elif isinstance(event, Harvest) and event.record.address == last.address:
            follower.stop()

    follower: Follower = archive.follower([first, stays], tell=tell)
    follower.run()
    refused, taken = (one for one in told if isinstance(one, ListRefused | ListTaken))
    assert isinstance(refused, ListRefused)
    assert taken == ListTaken(2, added=1, removed=1, changed=1)
    assert archive.server.feeds_asked() == ["/a", "/b", "/c"]
    assert [one.name for one in followed(archive.folder)] == ["المرفأ", ""]
    # Taken out of the list, what it brought stays.
    assert len(archive.state().feeds()) == 3


def test_a_feed_that_leaves_the_list_while_it_is_asked(archive: Archive) -> None:
    roster = Roster(archive.state())
    feeds = tuple(Feed(f"https://paper{number}.example/rss") for number in range(2))
    roster.take(ListRead(feeds), 0)
    for record in roster.startable(roster.due(0)):
        roster.ask(record)
    roster.take(ListRead(feeds[1:]), 0)
    assert roster.answered(feeds[0].address) is None
    found = roster.answered(feeds[1].address)
    assert found is not None
    feed, record = found
    assert (feed, record.place) == (feeds[1], 1)
    assert roster.is_asking
    roster.free(record)
    assert not roster.is_asking
