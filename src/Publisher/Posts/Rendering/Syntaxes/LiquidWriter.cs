using System.Text;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>Collects what a template writes, up to a limit.</summary>
internal sealed class LiquidWriter(LiquidRun run) : TextWriter
{
    private readonly StringBuilder written = new();

    public override Encoding Encoding => Encoding.Unicode;

    public override void Write(char value)
    {
        run.Spend(1);
        written.Append(value);
    }

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        run.Spend(buffer.Length);
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
}
