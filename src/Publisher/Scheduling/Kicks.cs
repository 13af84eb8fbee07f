using Quartz;

namespace Publisher.Scheduling;

/// <summary>Asks for a job outside its schedule. However often it is asked, at most one run is under way and one waits.</summary>
internal sealed class Kicks(ISchedulerFactory schedulers, SharedSchedules shared, TimeProvider time)
{
    public DateTimeOffset Now => time.GetUtcNow();

    public Task NowAsync(JobKey job, CancellationToken cancellation) => ScheduleAsync(job, "kick", Now, TriggerConflict.Keep, cancellation);

    /// <param name="name">A later call of the same name replaces the earlier.</param>
    public Task AtAsync(JobKey job, string name, DateTimeOffset at, CancellationToken cancellation) => ScheduleAsync(job, name, at, TriggerConflict.Replace, cancellation);

    private async Task ScheduleAsync(JobKey job, string name, DateTimeOffset at, TriggerConflict conflict, CancellationToken cancellation)
    {
        var scheduler = await (shared.For(job) ?? schedulers).GetScheduler(cancellation);
        // A node without the job's role leaves it to those that have it, whose schedule comes to it.
        if (!await scheduler.Exists(job, cancellation))
            return;
        var trigger = TriggerBuilder.Create(scheduler.TimeProvider)
            .ForJob(job)
            .WithIdentity($"{job.Name}-{name}", "publisher")
            .StartAt(at)
            .WithSimpleSchedule(schedule => schedule.WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow))
            .Build();
        await scheduler.ScheduleTrigger(trigger, conflict, cancellation);
    }
}
