using Publisher.Subscribers;
using Publisher.Subscribers.Transfer;

namespace Publisher.Tests.Subscribers;

/// <summary>Every person that can be, in every list that can be.</summary>
public sealed class ImportPolicyTests
{
    private static readonly Reception[] Mailed = [Reception.AddConfirmed, Reception.AddUnconfirmed, Reception.Confirm];

    private static readonly IReadOnlyList<(Standing Standing, bool Vouched, KnownPerson? Known, SuppressionReason? Suppression, Reception Reception)> Cases = [..
        from standing in Enum.GetValues<Standing>()
        from vouched in new[] { true, false }
        from known in People()
        from suppression in (SuppressionReason?[])[null, .. Enum.GetValues<SuppressionReason>()]
        select (standing, vouched, known, suppression, ImportPolicy.Decide(standing, vouched, known, suppression))];

    [Fact]
    public void Nobody_who_is_suppressed_or_left_or_refuses_is_brought_back() => Assert.All(
        Cases.Where(one => one.Suppression is not null || one.Known is { HasLeft: true } or { Status: SubscriberStatus.Unsubscribed } || one.Standing.IsRefusal()),
        one => Assert.DoesNotContain(one.Reception, Mailed));

    [Fact]
    public void Who_confirmed_here_by_themselves_stays_what_they_are() => Assert.All(
        Cases.Where(one => one.Known is { Status: SubscriberStatus.Confirmed, IsImported: false }),
        one => Assert.NotNull(ImportPolicy.Why(one.Reception)));

    [Fact]
    public void Nobody_is_confirmed_without_the_operators_word() => Assert.All(
        Cases.Where(one => !one.Vouched || one.Standing != Standing.Confirmed),
        one => Assert.DoesNotContain(one.Reception, (Reception[])[Reception.AddConfirmed, Reception.Confirm]));

    [Fact]
    public void Nothing_is_written_of_who_was_erased() => Assert.All(
        Cases.Where(one => one.Suppression == SuppressionReason.Erased),
        one => Assert.Equal(Reception.KeepErased, one.Reception));

    private static IEnumerable<KnownPerson?> People() =>
    [
        null,
        .. from status in Enum.GetValues<SubscriberStatus>()
           from hasLeft in new[] { true, false }
           from isImported in new[] { true, false }
           from isOfThisList in new[] { true, false }
           select new KnownPerson(1, status, hasLeft, isImported, isOfThisList),
    ];
}
