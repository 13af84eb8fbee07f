using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace Publisher.Posts.Rendering;

/// <summary>Formulas between the marks that the author wrote: no feed reader and no mail program sets them, and prices that look like one stay prices.</summary>
internal sealed class FormulasAsWritten : IMarkdownExtension
{
    public void Setup(MarkdownPipelineBuilder pipeline)
    {
        // The library's own extension reads them.
    }

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
        if (renderer is not HtmlRenderer html)
            return;
        html.ObjectRenderers.Replace<HtmlMathInlineRenderer>(new Inline());
        html.ObjectRenderers.Replace<HtmlMathBlockRenderer>(new Block());
    }

    private sealed class Inline : HtmlObjectRenderer<MathInline>
    {
        protected override void Write(HtmlRenderer renderer, MathInline formula)
        {
            var mark = new string(formula.Delimiter, formula.DelimiterCount);
            renderer.Write("<span class=\"math\">").Write(mark).WriteEscape(formula.Content).Write(mark).Write("</span>");
        }
    }

    private sealed class Block : HtmlObjectRenderer<MathBlock>
    {
        protected override void Write(HtmlRenderer renderer, MathBlock formula)
        {
            var mark = new string(formula.FencedChar, formula.OpeningFencedCharCount);
            renderer.EnsureLine().Write("<div class=\"math\">").WriteLine(mark);
            renderer.WriteLeafRawLines(formula, writeEndOfLines: true, escape: true).Write(mark).WriteLine("</div>");
        }
    }
}
