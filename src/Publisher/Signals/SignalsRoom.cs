using System.Data.Common;
using System.Reflection;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Publisher.Mail.Checks;
using Publisher.Storage;

namespace Publisher.Signals;

internal static class SignalsRoom
{
    // Of the runtime: memory, collections, processor, threads.
    private const string Runtime = "System.Runtime";

    public static IServiceCollection AddSignals(this IServiceCollection services, MetricsOptions metrics, AlertsOptions alerts)
    {
        services
            .AddMetrics()
            .AddSingleton(metrics)
            .AddSingleton(alerts)
            .AddSingleton<FactsBook>()
            .AddSingleton<Gauges>()
            .AddSingleton<MetricsDoor>()
            .AddSingleton<ServerKnock>()
            .AddSingleton<Readiness>()
            .AddSingleton<AlertBook>()
            .AddSingleton<IAlertWay, AlertMail>()
            .AddSingleton<IAlertWay, AlertHook>()
            .AddSingleton<Watch>()
            .AddHostedService(provider => provider.GetRequiredService<Watch>());
        if (metrics.Enabled || metrics.Otlp is not null)
            AddTelemetry(services, metrics);
        return services;
    }

    /// <summary>The page <c>/metrics</c>, in the text form of Prometheus. To others than those who may read it, there is no such page.</summary>
    public static void UseMetrics(this IApplicationBuilder app)
    {
        var services = app.ApplicationServices;
        if (!services.GetRequiredService<MetricsOptions>().Enabled)
            return;
        var (door, facts) = (services.GetRequiredService<MetricsDoor>(), services.GetRequiredService<FactsBook>());
        app.UseWhen(context => context.Request.Path == "/metrics" && HttpMethods.IsGet(context.Request.Method) && door.Lets(context), metrics =>
        {
            metrics.Use(next => async context =>
            {
                await RefreshAsync(facts, context.RequestAborted);
                await next(context);
            });
            metrics.UseOpenTelemetryPrometheusScrapingEndpoint(_ => true);
        });
    }

    // Without its database the program has figures still.
    private static async Task RefreshAsync(FactsBook facts, CancellationToken cancellation)
    {
        try
        {
            await facts.ReadAsync(cancellation);
        }
        catch (Exception fault) when (fault is DbException or StorageException)
        {
        }
    }

    private static void AddTelemetry(IServiceCollection services, MetricsOptions options)
    {
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("publisher", serviceVersion: typeof(SignalsRoom).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Spans.Name, Runtime);
                if (options.Enabled)
                    metrics.AddPrometheusExporter();
                if (options.Otlp is not null)
                    metrics.AddOtlpExporter(exporter => To(exporter, options, "v1/metrics"));
            });
        if (options.Otlp is not null)
            telemetry.WithTracing(tracing => tracing.AddSource(Spans.Name).AddOtlpExporter(exporter => To(exporter, options, "v1/traces")));
    }

    private static void To(OtlpExporterOptions exporter, MetricsOptions options, string path)
    {
        var isHttp = options.OtlpForm == OtlpForm.Http;
        exporter.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = isHttp ? new Uri(options.Otlp!.AbsoluteUri.TrimEnd('/') + "/" + path) : options.Otlp!;
    }
}
