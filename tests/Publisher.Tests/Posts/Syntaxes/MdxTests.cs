using Publisher.Posts.Rendering.Syntaxes;

namespace Publisher.Tests.Posts.Syntaxes;

public sealed class MdxTests
{
    [Theory]
    [InlineData("import Tabs from '@theme/Tabs';\n\n# 題", "\n\n# 題")]
    [InlineData("import {\n  A,\n  B,\n} from 'x';\ntext", "\ntext")]
    [InlineData("export const a = [\n  {b: '}'},\n\n  1];\ntext", "\ntext")]
    [InlineData("import taxes are high.\nexport of goods", "import taxes are high.\nexport of goods")]
    [InlineData("```js\nimport a from 'b';\n```", "```js\nimport a from 'b';\n```")]
    [InlineData("a {/* hidden */} b\n\n{/* truncate */}\n\nc", "a  b\n\n<!-- truncate -->\n\nc")]
    [InlineData("<Tabs values={[{a: '>'}]}>\n\ntext\n\n</Tabs>", "\n\ntext\n\n")]
    [InlineData("a <Foo.Bar baz {...rest} /> b <>c</>", "a  b c")]
    [InlineData("<div className=\"x\" style={{color: 'red'}}>a</div>", "<div class=\"x\">a</div>")]
    [InlineData("<b>kept</b> <br/> 1 < 2 List<String>", "<b>kept</b> <br/> 1 < 2 List<String>")]
    [InlineData("a\n\n{props.value}\n\n{items.map(x => (\n  x\n))}\nb", "a\n\n\n\n\nb")]
    [InlineData("`<Foo />` `{a}`", "`<Foo />` `{a}`")]
    [InlineData("<Unclosed attr={", "<Unclosed attr={")]
    public void Script_goes_and_text_stays(string body, string expected) => Assert.Equal(expected, Bodies.Prepare(body, BodySyntax.Mdx));

    [Fact]
    public void Each_component_is_told_once()
    {
        Bodies.Prepare("a\n<Foo>b</Foo>\n<Foo />\n<Bar />", BodySyntax.Mdx, out var warnings);
        Assert.Equal([2, 4], warnings.Select(warning => warning.Line));
        Assert.Contains("Foo", warnings[0].Message, StringComparison.Ordinal);
    }
}
