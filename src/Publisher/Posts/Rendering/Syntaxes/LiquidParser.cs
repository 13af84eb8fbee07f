using System.Text.Encodings.Web;
using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>Liquid with the tags that <see cref="LiquidTags"/> writes, and a <c>capture</c> that cannot grow without end.</summary>
internal sealed class LiquidParser : FluidParser
{
    public const string Literal = "body_literal";
    public const string Include = "body_include";
    public const string IncludeName = "body_include_name";

    public LiquidParser()
    {
        RegisterExpressionTag(Literal, WriteLiteral);
        RegisterParserTag(Include, ArgumentsList, LiquidIncludes.Write);
        RegisterIdentifierBlock("capture", Capture);
    }

    private static async ValueTask<Completion> WriteLiteral(Expression place, TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        var index = (int)(await place.EvaluateAsync(context)).ToNumberValue();
        writer.Write(LiquidRun.Of(context).Literals[index]);
        return Completion.Normal;
    }

    private static async ValueTask<Completion> Capture(string name, IReadOnlyList<Statement> statements, TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        using var captured = new LiquidWriter(LiquidRun.Of(context));
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
