using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>Makes the ranges of a template refuse to be long: the library would build <c>(1..2000000000)</c> in memory.</summary>
internal sealed class BoundedRanges : AstRewriter
{
    public static IFluidTemplate In(IFluidTemplate template) => new BoundedRanges().VisitTemplate(template);

    protected override Expression VisitRangeExpression(RangeExpression rangeExpression) => new Bounded(rangeExpression);

    private sealed class Bounded(RangeExpression range) : Expression
    {
        public override async ValueTask<FluidValue> EvaluateAsync(TemplateContext context)
        {
            var from = (await range.From.EvaluateAsync(context)).ToNumberValue();
            var to = (await range.To.EvaluateAsync(context)).ToNumberValue();
            if ((to / 2) - (from / 2) > context.MaxSteps / 2)
                throw new LiquidLimitException("counts too far");
            LiquidRun.Of(context).Spend(Math.Max(0, (long)(to - from)));
            return await range.EvaluateAsync(context);
        }
    }
}
