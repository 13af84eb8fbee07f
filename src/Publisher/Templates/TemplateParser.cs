using System.Text.Encodings.Web;
using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace Publisher.Templates;

/// <summary>Liquid with one tag more: <c>{% layout 'pages/layout.html' %}</c> puts the page into a frame, as <c>content</c>.</summary>
internal sealed class TemplateParser : FluidParser
{
    public const string Layout = "layout";

    public TemplateParser()
    {
        RegisterIdentifierBlock("capture", Capture);
        RegisterExpressionTag(Layout, static async (expression, _, _, context) =>
        {
            var name = await expression.EvaluateAsync(context);
            context.AmbientValues[Layout] = name.ToStringValue();
            return Completion.Normal;
        });
    }

    // The engine's own collects without end.
    private static async ValueTask<Completion> Capture(string name, IReadOnlyList<Statement> statements, TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        using var captured = new TemplateWriter(TemplateBudget.Of(context));
        var completion = Completion.Normal;
        foreach (var statement in statements)
        {
            completion = await statement.WriteToAsync(captured, encoder, context);
            if (completion != Completion.Normal)
                break;
        }

        context.SetValue(name, new StringValue(captured.ToString(), encode: false));
        return completion;
    }
}
