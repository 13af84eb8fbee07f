using Fluid;
using Fluid.Ast;

namespace Publisher.Templates;

/// <summary>Liquid with one tag more: <c>{% layout 'pages/layout.html' %}</c> puts the page into a frame, as <c>content</c>.</summary>
internal sealed class TemplateParser : FluidParser
{
    public const string Layout = "layout";

    public TemplateParser()
    {
        RegisterIdentifierBlock("capture", static (name, statements, _, encoder, context) => BoundedWriter.CaptureAsync(TemplateBudget.Of(context).Spend, name, statements, encoder, context));
        RegisterExpressionTag(Layout, static async (expression, _, _, context) =>
        {
            var name = await expression.EvaluateAsync(context);
            context.AmbientValues[Layout] = name.ToStringValue();
            return Completion.Normal;
        });
    }
}
