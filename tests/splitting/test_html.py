"""HTML to blocks: what is a block, what is hidden, what the markup around it says, and that nothing is lost."""

import html as entities

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.model import HTML, DecodedDocument, RawDocument, Unseen
from copydesk.splitting import extractor
from copydesk.splitting.alignment import kept_shares
from copydesk.splitting.html import split_html
from copydesk.splitting.parsing import parse_html
from copydesk.splitting.runs import gather_text


def split(text):
    return split_html(DecodedDocument(RawDocument("page.html", text.encode("utf-8", "replace"), HTML), text, "utf-8"))


def texts(text):
    return [run.text for run in gather_text(parse_html(text).root).runs]


def runs(text):
    return gather_text(parse_html(text).root).runs


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>One <b>bold</b> word<p>Two", ["One bold word", "Two"]),
        ("loose<div>inside<p>deeper</p>after</div>tail", ["loose", "inside", "deeper", "after", "tail"]),
        ("<p> a \n\t b&nbsp; c ", ["a b c"]),
        ("<p>prix\N{NO-BREAK SPACE}: dix", ["prix : dix"]),  # layout, as in text without markup
        ("<p>a<br>b", ["a b"]),
        ("<p>a<br><br>b<br> <br/>c", ["a", "b", "c"]),
        # paragraphs that nothing but a space at the beginning sets off
        (
            "<td>a<br>&nbsp;&nbsp; b<br>\n&nbsp; &nbsp;c<br>\N{IDEOGRAPHIC SPACE}d<br>&emsp;&emsp;e",
            ["a", "b", "c", "d", "e"],
        ),
        ("<td>a<br>&nbsp;b<br>&nbsp;&nbsp;<a href=1>c</a> &nbsp;&nbsp;&nbsp;d", ["a b c d"]),
        ("<p><b>a<br></b><br>b", ["a", "b"]),
        ("<pre>a\n  b\n\nc</pre>", ["a\nb", "c"]),
        ("<p>a<br>\nb<pre>c<br>d</pre>", ["a b", "c\nd"]),
        ("<td><font size=5><b>a</b></font><br><font size=1>b</font><br>c", ["a", "b", "c"]),
        ("<div><b>a</b><br><strong>b</strong><br>c d<br>e", ["a", "b", "c d e"]),
        ("<td><b>See also:</b><br><a href=1>a</a><br><a href=2>b</a>", ["See also: a b"]),
        ("<div><b>a</b> b<br><b>c</b> <b>d</b><br>e", ["a b c d e"]),
        ("<div><b>a<br>b</b><br>c", ["a b c"]),
        ("<p><b>a</b><br>b", ["a b"]),
        ("<div><i>a</i><br><i>b</i>", ["a b"]),
        ("<p><span>Ann Lee</span><span>5 May 2021</span><span>Oval</span>", ["Ann Lee 5 May 2021 Oval"]),
        ("<p><span>H</span><span>2</span><span>O</span> <span>pri</span><span>vate</span>", ["H2O private"]),
        ("<form><label>Name</label><select><option>x<option>y</select><button>Go</button>", ["Name", "x", "y", "Go"]),
        ("<table><tr><td>a<td>b<tr><th>c", ["a", "b", "c"]),
        ("<nav><a>Home</a><a>News</a></nav>", ["Home News"]),
        ("<p><span class=a>Ann Lee</span><span class=d>5 May</span>", ["Ann Lee 5 May"]),
        ("<p><span class=drop>W</span><span class=first>er in</span> Rom", ["Wer in Rom"]),
        ("<p><span class=a>W</span><span class=b>Er</span><span class=c>in</span>", ["W Er in"]),
        ("<p><span class=l>H</span><span class=l>i</span>", ["Hi"]),  # letters painted one by one
        ("<p>a<img src=x>b", ["a b"]),
        ("<p>in<i>ter</i>nal", ["internal"]),
        ("<p>می\N{ZERO WIDTH NON-JOINER}خواهم", ["می\N{ZERO WIDTH NON-JOINER}خواهم"]),
        ("<p>\N{ZERO WIDTH SPACE}</p><p>&nbsp;</p><p>x", ["x"]),
        ("<h1>a</h1></body></html><p>behind the end", ["a", "behind the end"]),
        ("<html><body>a</html>\n<html><body>b", ["a b"]),
        ("a<!-- not this -->b", ["ab"]),
        ("<?xml version='1.0' encoding='latin-1'?><p>\N{LATIN SMALL LETTER U WITH DIAERESIS}", ["ü"]),
        ("<p>a\0b\x07c&#1;d&#x1f;e&#127;f", ["abcdef"]),
        ("<meta charset=latin-1><p>日本", ["日本"]),
        ("<textarea>one\ntwo</textarea>", ["one\ntwo"]),
        ("", []),
        (" \n", []),
        ("just text", ["just text"]),
        ("<!-- x -->", []),
        ("<p>lone surrogate \ud800 here", ["lone surrogate here"]),
    ],
)
def test_blocks(page, expected):
    assert texts(page) == expected


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var a</script>",
        "<style>a {}</style>",
        "<template><p>no</template>",
        "<noscript><p>no</noscript>",
        "<div hidden>no</div>",
        "<div style='color: red; display:none !important'>no</div>",
        "<i class='material-icons' aria-hidden=true>share</i>",
        "<svg><title>no</title><path/></svg>",
        "<iframe><p>no</iframe>",
        "<title>no</title>",
        "<nav><div role=tabpanel hidden>no</div></nav>",
    ],
)
def test_hidden_text_is_no_block(hidden):
    assert texts(f"<p>before</p>{hidden}<p>after") == ["before", "after"]


@pytest.mark.parametrize(
    "shown",
    [
        "<p style='display:nonesuch'>yes",
        "<p aria-hidden=true>yes",
        "<p hidden=until-found>yes",
        "<p class=hidden>yes",
        "<div hidden id='S:0'><p>yes</div>",  # React moves it into the page
        f"<noscript><p>yes{'<p>' + 'A sentence of the story. ' * 30}</noscript>",  # forums, for those without scripts
        f"<div hidden class=paywall><p>yes{'<p>' + 'A sentence of the story. ' * 30}</div>",
    ],
)
def test_what_is_shown_after_all(shown):
    assert texts(shown)[0] == "yes"


def test_what_nobody_sees_is_counted():
    page = split(
        "<script>a()</script><p>Seen<div hidden>Menu<p>of <b>ours</b></div><style>p {}</style><script></script>"
    )
    assert page.unseen == Unseen(elements=1, characters=len("Menuofours"), scripts=2)
    assert split("<p>Seen").unseen == Unseen()


def test_hidden_body_is_shown():
    assert texts("<html hidden><body style='display:none'><p>yes") == ["yes"]


def test_markup_says_where_a_block_stands():
    page = (
        "<body class=home><article class='storyBody js-x2'><p id=lead itemprop=description>See <a href=x>here</a></p>"
    )
    block = split(page).blocks[0]
    assert block.markup.path == ("article", "p")
    assert block.markup.hints == {"story", "body", "js", "lead", "description"}
    assert block.markup.link_density == pytest.approx(4 / 7)


def test_hints_of_the_inline_element_around_all_the_text():
    assert runs("<p> <span class=byline><b>By</b> Ann</span> ")[0].hints == {"byline"}
    assert runs("<p> <span class=byline><b class=x-by>By</b> Ann</span> and more")[0].hints == frozenset()


def test_a_link_around_blocks_counts():
    assert [run.link_density for run in runs("<a href=x><h3>Title</h3><p>Teaser</p></a><p>Text")] == [1, 1, 0]


def test_lines_are_the_sources():
    page = "<html>\n<body>\n<p>one\n</p>\n<div>\n<p>two<br><br>\nthree</p><pre>\nfour\n\nfive</pre>"
    assert [(block.text, block.lines.start) for block in split(page).blocks] == [
        ("one", 3),
        ("two", 6),
        ("three", 6),
        ("four", 8),
        ("five", 10),
    ]


# ---------------------------------------------------------------------------------------------- nothing vanishes

WORDS = st.text(st.sampled_from("abcé日ن \n\N{NO-BREAK SPACE}\N{ZERO WIDTH NON-JOINER}<&"), max_size=8)
SHOWN = st.sampled_from("div p span b a li ul section h2 td article em button br blockquote center font x-card".split())
HIDING = st.sampled_from(["script", "style", "template", "noscript"])


def visible(text):
    """The characters that are seen, in order."""
    return "".join(text.split())


NODE = st.recursive(
    WORDS.map(lambda text: (entities.escape(text), visible(text))),
    lambda nodes: st.one_of(
        st.tuples(SHOWN, st.lists(nodes, max_size=4)).map(
            lambda pair: (
                f"<{pair[0]}>{''.join(source for source, _ in pair[1])}</{pair[0]}>",
                "".join(shown for _, shown in pair[1]),
            )
        ),
        st.tuples(HIDING, st.text("xyz", max_size=4)).map(lambda pair: (f"<{pair[0]}>{pair[1]}</{pair[0]}>", "")),
    ),
    max_leaves=25,
)


@settings(deadline=None)
@given(NODE)
def test_the_blocks_hold_all_visible_text_once_and_in_order(node):
    source, shown = node
    held = "".join(visible(text) for text in texts(f"<body>{source}</body>"))
    # Blocks of nothing but a joiner are none.
    assert held.replace("\N{ZERO WIDTH NON-JOINER}", "") == shown.replace("\N{ZERO WIDTH NON-JOINER}", "")


@settings(deadline=None, max_examples=300)
@given(st.text(st.sampled_from("<>/!-='\"&;#x01 abp\n\0\ud800divscrt")))
def test_any_text_splits(text):
    for number, block in enumerate(split(text).blocks):
        assert block.number == number
        assert block.text == block.text.strip()
        assert block.lines.start >= 1


# ------------------------------------------------------------------------------------------------- hostile pages

STORY = "A sentence with some words in it. "


@pytest.mark.parametrize(
    ("page", "most"),
    [
        pytest.param("<div>" * 100_000 + STORY, 1, id="nested divs"),
        pytest.param("<b>" * 1_000_000 + STORY, 1, id="unclosed b"),
        pytest.param("<p>x" * 20 + "<div>" * 20_000 + STORY, 21, id="nested divs behind text"),
        pytest.param("<form><div><font>x" * 50_000 + STORY, 50_001, id="unclosed forms"),
        pytest.param("<table>" + ("<tr>" + "<td>x</td>" * 20) * 10_000 + "</table>" + STORY, 200_001, id="cells"),
        pytest.param(f"<p>{STORY}" * 280_000, 280_000, id="10 MB"),
        pytest.param("<div " + " ".join(f"a{i}=x" for i in range(200_000)) + f">{STORY}", 1, id="attributes"),
        pytest.param("<div" + " " * 300_000 + f">{STORY}", 1, id="spaces in a tag"),
        pytest.param("<!--" * 200_000 + "-->" + STORY, 1, id="comments"),
        pytest.param("<a href='" * 100_000 + "'>" + STORY, 1, id="quotes"),
        pytest.param("<script>" * 100_000 + "</script>" + STORY, 1, id="scripts"),
        pytest.param("<div class='" + "wordWord " * 200_000 + f"'>{STORY}", 1, id="classes"),
    ],
)
def test_hostile_page(page, most):
    blocks = split(page).blocks
    assert 1 <= len(blocks) <= most
    assert blocks[-1].text.endswith(STORY.strip())
    assert all(len(block.markup.path) <= 32 for block in blocks)


def test_depth_is_warned_of():
    assert [claim.value for claim in split("<div>" * 5_000 + STORY).claims if claim.where == "parser"] == [
        "nested too deeply: the innermost tags were left out"
    ]


def test_expert_is_not_asked_beyond_the_limits():
    page = split("<p>x" * (extractor.MAX_ELEMENTS + 1))
    assert [claim.value for claim in page.claims] == ["trafilatura not asked: 60,003 elements"]
    assert {block.markup.extracted for block in page.blocks} == {None}


# --------------------------------------------------------------------------------------------- shares extracted


@pytest.mark.parametrize(
    ("blocks", "text", "expected"),
    [
        (["Share", "He said to share it all with them."], "He said to share it all with them.", [0, 1]),
        (["a b c d e f", "x", "a b c d e f"], "x\na b c d e f", [0, 1, 1]),  # repeats: the one in order
        (["a b c d e f", "a b c d e f"], "a b c d e f\na b c d e f", [1, 1]),
        (["one two three four five six seven eight"], "one two three four", [0.5]),
        (["q r s t u", "a b c d e f"], "a b c d e f\nq r s t u", [1, 1]),  # out of order, yet nobody else's
        (["cell", "cell two"], "cell | cell two |", [1, 1]),
        (["北京", "这是一个关于北京的新闻。"], "这是一个关于北京的新闻。", [0, 1]),
        (["!", ""], "a b", [0, 0]),
        (["MSP", "16 March", "Oslo", "x"], "- MSP 16 March Oslo\nand more", [1, 1, 1, 0]),  # parts of one line
        (["MSP", "16 March"], "MSP 16 March Oslo", [0, 0]),
    ],
)
def test_kept_shares(blocks, text, expected):
    assert list(kept_shares(blocks, text)) == expected


@given(st.lists(st.text("ab \n|", max_size=30), max_size=8), st.text("ab \n|", max_size=60))
def test_no_word_of_the_extractor_is_given_twice(blocks, text):
    shares = kept_shares(blocks, text)
    assert all(0 <= share <= 1 for share in shares)
    given_away = sum(share * len(block.replace("|", " ").split()) for share, block in zip(shares, blocks, strict=True))
    assert given_away <= len(text.replace("|", " ").split()) + 1e-6
