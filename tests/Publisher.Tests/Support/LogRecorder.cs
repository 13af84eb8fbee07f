using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Publisher.Tests.Support;

/// <summary>Keeps what was logged, so that a test can end with "and nothing was logged as a warning".</summary>
internal sealed class LogRecorder : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> lines = new();

    public IReadOnlyList<string> Warnings => [.. lines.Where(line => line.Level >= LogLevel.Warning).Select(line => line.Text)];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public override string ToString() => string.Join('\n', lines.Select(line => $"{line.Level}: {line.Text}"));

    public void Dispose()
    {
    }

    private sealed class Logger(LogRecorder recorder, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        private readonly LogLevel least = category.StartsWith("Microsoft", StringComparison.Ordinal) || category.StartsWith("Quartz", StringComparison.Ordinal) ? LogLevel.Error : LogLevel.Information;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                recorder.lines.Enqueue((logLevel, $"{formatter(state, exception)} {exception}".Trim()));
        }
    }
}
