using Publisher.Newsletter;
using Publisher.Posts;
using Publisher.WebSub;
using Quartz;

namespace Publisher.Scheduling;

internal static class SchedulingRoom
{
    // What was deferred is looked for this often; what is new does not wait for it.
    private static readonly TimeSpan SendEvery = TimeSpan.FromSeconds(15);

    public static IServiceCollection AddScheduling(this IServiceCollection services, PublisherSettings settings, Site site, TimeProvider time) => services
        .AddSingleton(new Schedules(settings.Newsletter.Schedules, site))
        .AddSingleton<Rounds>()
        .AddSingleton<Kicks>()
        .AddHostedService<Hints>()
        .AddHostedService<MailboxHints>()
        .AddQuartz(quartz => Configure(quartz, settings, site, time.GetUtcNow()))
        .AddQuartzHostedService(hosted =>
        {
            hosted.WaitForJobsToComplete = true;
            hosted.AwaitApplicationStarted = false;
        });

    private static void Configure(IQuartzBuilder quartz, PublisherSettings settings, Site site, DateTimeOffset now)
    {
        // Late is better than never: what is due is asked of the database, so firing late does no harm.
        quartz.UseInMemoryStore(store => store.MisfireThreshold = TimeSpan.FromMinutes(1));
        quartz.UseDefaultThreadPool(maxConcurrency: 6);
        quartz.ConfigureScheduler(scheduler => scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always);
        quartz.AddJob<LookJob>(job => job.WithIdentity(LookJob.Key).StoreDurably());
        quartz.AddJob<RescanJob>(job => job.WithIdentity(RescanJob.Key).StoreDurably());
        quartz.AddJob<ComposeJob>(job => job.WithIdentity(ComposeJob.Key).StoreDurably());
        quartz.AddJob<SendJob>(job => job.WithIdentity(SendJob.Key).StoreDurably());
        quartz.AddJob<NoticeJob>(job => job.WithIdentity(NoticeJob.Key).StoreDurably());
        quartz.AddJob<BounceJob>(job => job.WithIdentity(BounceJob.Key).StoreDurably());
        quartz.AddJob<PingJob>(job => job.WithIdentity(PingJob.Key).StoreDurably());
        quartz.AddJob<VerifyJob>(job => job.WithIdentity(VerifyJob.Key).StoreDurably());
        quartz.AddJob<DistributeJob>(job => job.WithIdentity(DistributeJob.Key).StoreDurably());
        quartz.AddJob<WebhookJob>(job => job.WithIdentity(WebhookJob.Key).StoreDurably());
        Every(quartz, RescanJob.Key, settings.Posts.Rescan, now + settings.Posts.Rescan);
        Every(quartz, NoticeJob.Key, SendEvery, now);
        if (settings.Newsletter.Enabled)
            Mail(quartz, settings.Newsletter, site, now);
        if (settings.Newsletter.Enabled || settings.Mail.Bounces.IsSet)
            Every(quartz, BounceJob.Key, settings.Mail.Bounces.Poll, now);
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
        Every(quartz, SendJob.Key, SendEvery, now);
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
