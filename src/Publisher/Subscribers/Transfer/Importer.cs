using System.Data.Common;
using Publisher.Storage;

namespace Publisher.Subscribers.Transfer;

/// <summary>Takes people from a list, in one transaction: all who can be taken, or nobody.</summary>
/// <param name="language">For people whose list does not say.</param>
internal sealed class Importer(Database database, AddressHash hash, string language, TimeProvider time)
{
    /// <param name="vouched">Whether the operator says that those in the list agreed.</param>
    /// <param name="isRehearsal">Whether all is undone at the end.</param>
    /// <param name="tell">Hears of every line that is not taken.</param>
    /// <exception cref="ListException">The list cannot be taken at all.</exception>
    public Task<ImportReport> ImportAsync(string path, bool vouched, bool isRehearsal, Action<LeftLine> tell, CancellationToken cancellation)
    {
        async Task<ImportReport> Work(DbTransaction transaction)
        {
            await using var rows = await ImportRows.PrepareAsync(transaction, hash, $"import {Path.GetFileName(path)}", language, time.GetUtcNow(), cancellation);
            return await ImportAsync(path, vouched, rows, tell, cancellation);
        }

        return isRehearsal ? database.RehearseAsync(Work, cancellation) : database.WriteAsync(Work, cancellation);
    }

    private static async Task<ImportReport> ImportAsync(string path, bool vouched, ImportRows rows, Action<LeftLine> tell, CancellationToken cancellation)
    {
        using var records = new ListFile(path).Records().GetEnumerator();
        if (!records.MoveNext())
            throw new ListException(1, "the list is empty; let its first line name the columns, such as email,topics,language");
        var people = new PersonReader(records.Current, Path.GetFileName(path));
        var (counts, faults) = (new int[Enum.GetValues<Reception>().Length], 0);
        while (records.MoveNext())
        {
            cancellation.ThrowIfCancellationRequested();
            var line = people.Read(records.Current);
            if (line.Person is null)
            {
                faults++;
                tell(new(line.Line, line.Fault!, IsFault: true));
                continue;
            }

            var reception = await ReceiveAsync(line.Person, vouched, rows);
            counts[(int)reception]++;
            if (ImportPolicy.Why(reception) is { } why)
                tell(new(line.Line, why, IsFault: false));
        }

        int Count(params ReadOnlySpan<Reception> those)
        {
            var sum = 0;
            foreach (var reception in those)
                sum += counts[(int)reception];
            return sum;
        }

        return new(
            people.Format.Name,
            people.Ignored,
            Count(Reception.AddConfirmed, Reception.Confirm),
            Count(Reception.AddUnconfirmed),
            Count(Reception.AddRefusal, Reception.Refuse, Reception.Suppress),
            Count(Reception.KeepTwice, Reception.KeepReader, Reception.KeepAsked, Reception.KeepLeft, Reception.KeepSuppressed, Reception.KeepErased),
            faults);
    }

    private static async Task<Reception> ReceiveAsync(ListedPerson person, bool vouched, ImportRows rows)
    {
        var known = await rows.FindAsync(person.Email);
        var reception = ImportPolicy.Decide(person.Standing, vouched, known, await rows.SuppressionAsync(person.Email));
        await (reception switch
        {
            Reception.AddConfirmed => rows.AddAsync(person, SubscriberStatus.Confirmed),
            Reception.AddUnconfirmed => rows.AddAsync(person, SubscriberStatus.Unconfirmed),
            Reception.AddRefusal => rows.AddAsync(person, SubscriberStatus.Unsubscribed),
            Reception.Confirm => rows.ConfirmAsync(known!.Id, person),
            Reception.Refuse => rows.RefuseAsync(known!.Id, person),
            Reception.Suppress => rows.SuppressAsync(person),
            _ => Task.CompletedTask,
        });
        return reception;
    }
}
