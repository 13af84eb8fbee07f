using System.Text.Encodings.Web;
using Fluid;

namespace Publisher.Templates;

/// <summary>A parsed template, which can say where it broke.</summary>
internal sealed class Template
{
    private readonly TemplateSource _source;
    private readonly IFluidTemplate _parsed;

    public Template(FluidParser parser, TemplateSource source)
    {
        _source = source;
        if (!parser.TryParse(source.Text, out _parsed, out var error))
            throw TemplateFault.Of(source, error);
        _parsed = TemplateRanges.Bound(_parsed);
    }

    public string Render(TemplateContext context, TextEncoder encoder)
    {
        try
        {
            using var writer = new BoundedWriter(TemplateBudget.Of(context).Spend);
            _parsed.RenderAsync(writer, context, encoder, isolateContext: false).AsTask().GetAwaiter().GetResult();
            return writer.ToString();
        }
        catch (Exception e) when (e is FluidException or InvalidOperationException or TemplateException { Placed: false })
        {
            throw TemplateFault.Of(_source, e.Message, e);
        }
        catch (FileNotFoundException e)
        {
            throw TemplateFault.Of(_source, $"There is no template '{e.Message}'", e);
        }
    }
}
