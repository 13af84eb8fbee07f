using System.Text.Encodings.Web;
using Fluid;
using Fluid.Ast;
using Publisher.Templates;

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
        RegisterIdentifierBlock("capture", static (name, statements, _, encoder, context) => BoundedWriter.CaptureAsync(LiquidRun.Of(context).Spend, name, statements, encoder, context));
    }

    private static async ValueTask<Completion> WriteLiteral(Expression place, TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        var index = (int)(await place.EvaluateAsync(context)).ToNumberValue();
        writer.Write(LiquidRun.Of(context).Literals[index]);
        return Completion.Normal;
    }
}
