using System.Data.Common;
using Publisher.Storage;
using Quartz;

namespace Publisher.Scheduling;

/// <summary>Quartz's schedules that nodes share through PostgreSQL: each job fires on one of them, and on another where that one dies.</summary>
internal sealed class SharedSchedules(IServiceProvider services)
{
    /// <summary>Composing, and all that follows from what readers and posts do.</summary>
    public const string Main = "publisher";

    /// <summary>What mail servers said.</summary>
    public const string Bounces = "publisher-bounces";

    // A node that is missed for as long is taken for dead, and what it was at is done by another.
    private static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    // What another node hands in is seen so soon.
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(2);

    /// <summary>The factory of the schedule that a job stands in; null where it is this node's own, or of a role that this node has not.</summary>
    public ISchedulerFactory? For(JobKey job) =>
        job == LookJob.Key || job == RescanJob.Key || job == SendJob.Key ? null : services.GetKeyedService<ISchedulerFactory>(job == BounceJob.Key ? Bounces : Main);

    public static void Share(IQuartzBuilder quartz, PublisherSettings settings, DbProviderFactory connections)
    {
        quartz.UsePersistentStore(store =>
        {
            store.UsePostgres(connections, StorageRoom.ConnectionOf(settings.Storage));
            store.UseSystemTextJsonSerializer();
            store.UseClustering(cluster => (cluster.CheckinInterval, cluster.CheckinMisfireThreshold) = (CheckIn, Grace));
            store.ProvisionSchema();
        });
        quartz.UseDefaultThreadPool(maxConcurrency: 4);
        quartz.ConfigureScheduler(scheduler => (scheduler.ShutdownJobInterruption, scheduler.IdleWaitTime) = (ShutdownJobInterruption.Always, Glance));
    }
}
