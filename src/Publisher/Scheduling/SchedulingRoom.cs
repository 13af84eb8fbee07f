using System.Data.Common;
using Publisher.Newsletter;
using Publisher.Nodes;
using Publisher.Posts;
using Publisher.WebSub;
using Quartz;

namespace Publisher.Scheduling;

internal static class SchedulingRoom
{
    // What was deferred is looked for this often; what is new does not wait for it.
    private static readonly TimeSpan SendEvery = TimeSpan.FromSeconds(15);

    // What another node composed is looked for sooner.
    private static readonly TimeSpan SendEveryAmongNodes = TimeSpan.FromSeconds(3);

    /// <param name="connections">How Quartz connects to a database that nodes share; null where there is one node.</param>
    public static IServiceCollection AddScheduling(this IServiceCollection services, PublisherSettings settings, Site site, TimeProvider time, DbProviderFactory? connections)
    {
        var shared = settings.Node.Cluster ? connections : null;
        services
            .AddSingleton(new Schedules(settings.Newsletter.Schedules, site))
            .AddSingleton<Rounds>()
            .AddSingleton<Kicks>()
            .AddSingleton(provider => new SharedSchedules(provider))
            .AddHostedService<Hints>()
            .AddHostedService<MailboxHints>()
            .AddQuartz(quartz => Configure(quartz, settings, site, time.GetUtcNow(), isShared: shared is not null))
            .AddQuartzHostedService(hosted =>
            {
                hosted.WaitForJobsToComplete = true;
                hosted.AwaitApplicationStarted = false;
            });
        if (shared is not null)
            AddShared(services, settings, site, time, shared);
        return services;
    }

    // What must happen once, whichever node does it. A node of another role hands in what is to be done and does nothing of it.
    private static void AddShared(IServiceCollection services, PublisherSettings settings, Site site, TimeProvider time, DbProviderFactory connections)
    {
        if (settings.Node.NeedsPosts)
        {
            services.AddQuartz(SharedSchedules.Main, quartz =>
            {
                SharedSchedules.Share(quartz, settings, connections);
                Compose(quartz, settings, site, time.GetUtcNow());
            });
            services.AddQuartzHostedService(SharedSchedules.Main, hosted => hosted.AutoStart = settings.Node.Has(NodeRole.Schedule));
        }

        if (settings.Node.Has(NodeRole.Bounces))
        {
            services.AddQuartz(SharedSchedules.Bounces, quartz =>
            {
                SharedSchedules.Share(quartz, settings, connections);
                Bounce(quartz, settings, time.GetUtcNow());
            });
        }
    }

    private static void Configure(IQuartzBuilder quartz, PublisherSettings settings, Site site, DateTimeOffset now, bool isShared)
    {
        // Late is better than never: what is due is asked of the database, so firing late does no harm.
        quartz.UseInMemoryStore(store => store.MisfireThreshold = TimeSpan.FromMinutes(1));
        quartz.UseDefaultThreadPool(maxConcurrency: 6);
        quartz.ConfigureScheduler(scheduler => scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always);
        if (settings.Node.NeedsPosts)
            Look(quartz, settings, now);
        Send(quartz, settings, now, isShared ? SendEveryAmongNodes : SendEvery);
        if (isShared)
            return;
        if (settings.Node.Has(NodeRole.Schedule))
            Compose(quartz, settings, site, now);
        if (settings.Node.Has(NodeRole.Bounces))
            Bounce(quartz, settings, now);
    }

    private static void Look(IQuartzBuilder quartz, PublisherSettings settings, DateTimeOffset now)
    {
        quartz.AddJob<LookJob>(job => job.WithIdentity(LookJob.Key).StoreDurably());
        quartz.AddJob<RescanJob>(job => job.WithIdentity(RescanJob.Key).StoreDurably());
        Every(quartz, RescanJob.Key, settings.Posts.Rescan, now + settings.Posts.Rescan);
    }

    private static void Send(IQuartzBuilder quartz, PublisherSettings settings, DateTimeOffset now, TimeSpan interval)
    {
        if (!settings.Node.Has(NodeRole.Send))
            return;
        quartz.AddJob<SendJob>(job => job.WithIdentity(SendJob.Key).StoreDurably());
        if (settings.Newsletter.Enabled)
            Every(quartz, SendJob.Key, interval, now);
    }

    private static void Bounce(IQuartzBuilder quartz, PublisherSettings settings, DateTimeOffset now)
    {
        quartz.AddJob<BounceJob>(job => job.WithIdentity(BounceJob.Key).StoreDurably());
        if (settings.Newsletter.Enabled || settings.Mail.Bounces.IsSet)
            Every(quartz, BounceJob.Key, settings.Mail.Bounces.Poll, now);
    }

    private static void Compose(IQuartzBuilder quartz, PublisherSettings settings, Site site, DateTimeOffset now)
    {
        quartz.AddJob<ComposeJob>(job => job.WithIdentity(ComposeJob.Key).StoreDurably());
        quartz.AddJob<NoticeJob>(job => job.WithIdentity(NoticeJob.Key).StoreDurably());
        quartz.AddJob<PingJob>(job => job.WithIdentity(PingJob.Key).StoreDurably());
        quartz.AddJob<VerifyJob>(job => job.WithIdentity(VerifyJob.Key).StoreDurably());
        quartz.AddJob<DistributeJob>(job => job.WithIdentity(DistributeJob.Key).StoreDurably());
        quartz.AddJob<WebhookJob>(job => job.WithIdentity(WebhookJob.Key).StoreDurably());
        Every(quartz, NoticeJob.Key, SendEvery, now);
        if (settings.Newsletter.Enabled)
            Mail(quartz, settings.Newsletter, site, now);
        Announce(quartz, Hubs.From(settings.Feeds.WebSub, site), now);
        if (settings.Webhooks.Url.Count > 0)
            Every(quartz, WebhookJob.Key, SendEvery, now);
    }

    private static void Announce(IQuartzBuilder quartz, Hubs hubs, DateTimeOffset now)
    {
        if (hubs.Others.Any())
            Every(quartz, PingJob.Key, SendEvery, now);
        if (hubs.Own is null)
            return;
        Every(quartz, VerifyJob.Key, SendEvery, now);
        Every(quartz, DistributeJob.Key, SendEvery, now);
    }

    private static void Mail(IQuartzBuilder quartz, NewsletterOptions newsletter, Site site, DateTimeOffset now)
    {
        quartz.AddTrigger(trigger => trigger.ForJob(ComposeJob.Key).WithIdentity("compose-start", "publisher").StartAt(now));
        foreach (var (cadence, cron) in Schedules.All(newsletter.Schedules))
        {
            quartz.AddTrigger(trigger => trigger.ForJob(ComposeJob.Key).WithIdentity($"compose-{cadence}", "publisher")
                .WithCronSchedule(cron, schedule => schedule.InTimeZone(site.TimeZone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)));
        }
    }

    private static void Every(IQuartzBuilder quartz, JobKey job, TimeSpan interval, DateTimeOffset first) => quartz.AddTrigger(trigger => trigger
        .ForJob(job)
        .WithIdentity($"{job.Name}-every", "publisher")
        .StartAt(first)
        .WithSimpleSchedule(schedule => schedule.WithInterval(interval).RepeatForever()));
}
