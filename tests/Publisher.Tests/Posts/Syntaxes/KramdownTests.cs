using Publisher.Posts.Rendering.Syntaxes;

namespace Publisher.Tests.Posts.Syntaxes;

public sealed class KramdownTests
{
    [Theory]
    [InlineData("para\n{: .lead #id}\n\nnext", "para\n\nnext")]
    [InlineData("> quote\n{: .prompt-tip }\nnext", "> quote\n\nnext")]
    [InlineData("* TOC\n{:toc}\n\ntext", "\ntext")]
    [InlineData("1. 目次\n{:toc}", "")]
    [InlineData("[a](b){:target=\"_blank\"} and ![i](j){: width=\"10\" }", "[a](b) and ![i](j)")]
    [InlineData("*a*{:.red} `code`{:.language-ruby} [a][b]{:.x}", "*a* `code` [a][b]")]
    [InlineData("{::nomarkdown}<b>x</b>{:/nomarkdown}", "<b>x</b>")]
    [InlineData("a{::comment}hidden{:/comment}b", "ab")]
    [InlineData("{::options parse_block_html=\"true\" /}text", "text")]
    [InlineData("<div markdown=\"1\" class=\"a\">\n*x*\n</div>", "<div class=\"a\">\n\n\n*x*\n\n\n</div>")]
    [InlineData("<div markdown=\"1\"><div>*x*</div></div>", "<div>\n\n<div>*x*</div>\n\n</div>")]
    [InlineData("<span markdown=\"span\">*x*</span>", "<span>*x*</span>")]
    [InlineData("##見出し\n#Heading\n#!/bin/sh\n#1 thing", "## 見出し\n# Heading\n#!/bin/sh\n#1 thing")]
    [InlineData("## Head {#my-id}\ntext", "## Head\ntext")]
    [InlineData("```\n{: .a}\n#Heading\n```", "```\n{: .a}\n#Heading\n```")]
    [InlineData("note[^1]\n\n[^1]: said {: x", "note[^1]\n\n[^1]: said {: x")]
    [InlineData("![x](a b c.png) [y](d e.html 'T') [z](f.html \"T\") `[c](d e)` [u](<g h>) a](b c", "![x](<a b c.png>) [y](<d e.html> 'T') [z](f.html \"T\") `[c](d e)` [u](<g h>) a](b c")]
    [InlineData("{: unclosed", "{: unclosed")]
    public void Attributes_go_and_words_stay(string body, string expected) => Assert.Equal(expected, Bodies.Prepare(body, BodySyntax.Kramdown));
}
