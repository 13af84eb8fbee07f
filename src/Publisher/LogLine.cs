using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Publisher;

/// <summary>A log line as an operator reads it: the time, the level where it matters, the sentence.</summary>
internal sealed class LogLine(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "publisher";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var level = logEntry.LogLevel switch
        {
            LogLevel.Information => "",
            LogLevel.Warning => "warning: ",
            LogLevel.Error or LogLevel.Critical => "error: ",
            _ => "debug: ",
        };
        var text = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.WriteLine($"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ} {level}{text.ReplaceLineEndings(" ")}");
        if (logEntry.Exception is { } fault)
            textWriter.WriteLine(fault);
    }
}
