using System.ComponentModel.DataAnnotations;

namespace Publisher.Newsletter;

/// <summary>What becomes of a delivery when the connection broke before the server's last answer.</summary>
internal enum UnknownPolicy
{
    /// <summary>Send again with the same Message-ID: nobody is lost, a few may get the mail twice.</summary>
    Resend,

    /// <summary>Leave it: nobody gets the mail twice, a few may not get it.</summary>
    Hold,
}

/// <summary>Section <c>newsletter</c>: which posts are mailed, when, and what happens when mailing fails.</summary>
internal sealed record NewsletterOptions
{
    public bool Enabled { get; init; } = true;

    /// <summary>How long a new post must have been published before it may be mailed: the time to take back a mistake.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan Hold { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>More new posts than this at once are held and asked about: a copied or moved folder mails nobody.</summary>
    [Range(1, 100_000)]
    public int Budget { get; init; } = 10;

    public UnknownPolicy OnUnknown { get; init; } = UnknownPolicy.Resend;

    /// <summary>How often a mail is sent again of which nobody knows whether it arrived; -1 for never.</summary>
    internal int Resends => OnUnknown == UnknownPolicy.Resend ? Retry.Resends : -1;

    /// <summary>The share of a large issue that goes out first; the rest follows when those mails came to a good end.</summary>
    [Range(0.0, 1.0)]
    public double Canary { get; init; } = 0.01;

    /// <summary>The share of refusals among the last hundred mails at which an issue is paused.</summary>
    [Range(0.0, 1.0)]
    public double ErrorBudget { get; init; } = 0.25;

    /// <summary>How long a claimed delivery belongs to the connection that claimed it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>A digest that could not be composed for longer than this is left out; its posts are in the next.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "366.00:00:00")]
    public TimeSpan LateAfter { get; init; } = TimeSpan.FromDays(7);

    public SchedulesOptions Schedules { get; init; } = new();

    public RetryOptions Retry { get; init; } = new();
}

/// <summary>Section <c>newsletter.schedules</c>: Quartz cron expressions of six fields, in the site's time zone.</summary>
internal sealed record SchedulesOptions
{
    public string Instant { get; init; } = "0/10 * * * * ?";

    public string Daily { get; init; } = "0 0 8 * * ?";

    public string Weekly { get; init; } = "0 0 8 ? * MON";

    public string Monthly { get; init; } = "0 0 8 1 * ?";
}

/// <summary>Section <c>newsletter.retry</c>: when a mail that was put off is tried again.</summary>
internal sealed record RetryOptions
{
    /// <summary>Wait before the second attempt; each further wait is twice as long.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan First { get; init; } = TimeSpan.FromMinutes(5);

    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan Longest { get; init; } = TimeSpan.FromHours(8);

    /// <summary>Wait before a delivery of unknown outcome is sent again.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan Unknown { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How often a delivery of unknown outcome is sent again.</summary>
    [Range(0, 1000)]
    public int Resends { get; init; } = 3;

    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromDays(2);
}
