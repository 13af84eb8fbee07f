using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace Publisher.Templates;

/// <summary>Makes ranges refuse to be long: the engine would build <c>(1..2000000000)</c> in memory.</summary>
internal sealed class TemplateRanges : AstRewriter
{
    private const int MaxLength = 100_000;

    public static IFluidTemplate Bound(IFluidTemplate template) => new TemplateRanges().VisitTemplate(template);

    protected override Expression VisitRangeExpression(RangeExpression rangeExpression) => new Bounded(rangeExpression);

    private sealed class Bounded(RangeExpression range) : Expression
    {
        public override async ValueTask<FluidValue> EvaluateAsync(TemplateContext context)
        {
            var from = (await range.From.EvaluateAsync(context)).ToNumberValue();
            var to = (await range.To.EvaluateAsync(context)).ToNumberValue();
            if ((to / 2) - (from / 2) > MaxLength / 2)
                throw new TemplateException("The template counts too far");
            return await range.EvaluateAsync(context);
        }
    }
}
