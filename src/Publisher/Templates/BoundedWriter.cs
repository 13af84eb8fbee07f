using System.Text;
using System.Text.Encodings.Web;
using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace Publisher.Templates;

/// <summary>Collects what Liquid writes, as far as a budget goes: a page's, a mail's or a post's.</summary>
/// <param name="spend">Is told of the characters before they are kept, and throws where they are too many.</param>
internal sealed class BoundedWriter(Action<long> spend) : TextWriter
{
    private readonly StringBuilder written = new();

    public override Encoding Encoding => Encoding.Unicode;

    public override void Write(char value)
    {
        spend(1);
        written.Append(value);
    }

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        spend(buffer.Length);
        written.Append(buffer);
    }

    public override void Write(string? value) => Write(value.AsSpan());

    public override Task WriteAsync(string? value)
    {
        Write(value.AsSpan());
        return Task.CompletedTask;
    }

    public override Task WriteAsync(char value)
    {
        Write(value);
        return Task.CompletedTask;
    }

    public override Task WriteAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return Task.CompletedTask;
    }

    public override string ToString() => written.ToString();

    /// <summary>What <c>capture</c> does; the engine's own collects without end.</summary>
    public static async ValueTask<Completion> CaptureAsync(Action<long> spend, string name, IReadOnlyList<Statement> statements, TextEncoder encoder, TemplateContext context)
    {
        using var captured = new BoundedWriter(spend);
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
