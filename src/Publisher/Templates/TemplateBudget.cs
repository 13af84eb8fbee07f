using Fluid;

namespace Publisher.Templates;

/// <summary>How much one page or mail may write and keep, in characters: a template that runs away ends before the memory does.</summary>
internal sealed class TemplateBudget
{
    private const string Key = "budget";

    // A post of five megabytes passes through a page and two frames.
    private const int MaxWritten = 64 * 1024 * 1024;
    private const int MaxKept = 1024 * 1024;

    private long left = MaxWritten;

    public static TemplateBudget Of(TemplateContext context)
    {
        if (context.AmbientValues.TryGetValue(Key, out var known))
            return (TemplateBudget)known;
        var budget = new TemplateBudget();
        context.AmbientValues[Key] = budget;
        return budget;
    }

    /// <exception cref="TemplateException">Nothing is left.</exception>
    public void Spend(long characters)
    {
        left -= characters;
        if (left < 0)
            throw new TemplateException("The template writes more than a page or mail can hold");
    }

    /// <exception cref="TemplateException">It is too much for one variable.</exception>
    public void Keep(long size)
    {
        if (size > MaxKept)
            throw new TemplateException("The template keeps too much in a variable");
        Spend(size);
    }
}
