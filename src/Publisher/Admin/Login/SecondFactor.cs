using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Publisher.Storage;

namespace Publisher.Admin.Login;

/// <summary>The code that is asked for beside the password, where the operator has set one up. Each code opens once.</summary>
internal sealed class SecondFactor(Database database, TimeProvider time)
{
    private const string Name = "admin.totp";
    private const string Used = "admin.totp.used";

    // A phone's clock is half a minute off, or the operator slow.
    private const int Around = 1;

    /// <summary>The secret; null where no code is asked for.</summary>
    public async Task<string?> SecretAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync("select value from kept_values where name = @name", row => row.GetString(0), cancellation, ("name", Name))).SingleOrDefault();
    }

    /// <summary>From now on a code is asked for, or none any more; every login ends.</summary>
    /// <param name="secret">Null for none.</param>
    public Task SetAsync(string? secret, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            await transaction.ExecuteAsync("delete from kept_values where name = @name or name = @used", cancellation, ("name", Name), ("used", Used));
            if (secret is not null)
                await transaction.ReplaceAsync(Name, secret, cancellation);
            await transaction.ExecuteAsync("delete from admin_sessions", cancellation);
        },
        cancellation);

    /// <summary>Whether a code is the one of this time; it is used up by it.</summary>
    public Task<bool> TakeAsync(string code, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            var kept = (await transaction.QueryAsync("select name, value from kept_values where name = @name or name = @used", row => KeyValuePair.Create(row.GetString(0), row.GetString(1)), cancellation, ("name", Name), ("used", Used))).ToDictionary();
            if (!kept.TryGetValue(Name, out var secret))
                return true;
            var used = long.Parse(kept.GetValueOrDefault(Used, "0"), CultureInfo.InvariantCulture);
            if (Step(secret, code, time.GetUtcNow()) is not { } step || step <= used)
                return false;
            await transaction.ReplaceAsync(Used, step.ToString(CultureInfo.InvariantCulture), cancellation);
            return true;
        },
        cancellation);

    /// <summary>The half minute that a code belongs to; null where it is none of this time.</summary>
    public static long? Step(string secret, string code, DateTimeOffset now)
    {
        // People copy it with a blank in the middle.
        var typed = Encoding.UTF8.GetBytes(code.Replace(" ", "", StringComparison.Ordinal));
        for (var step = Totp.Step(now) - Around; step <= Totp.Step(now) + Around; step++)
            if (CryptographicOperations.FixedTimeEquals(typed, Encoding.ASCII.GetBytes(Totp.Code(secret, step))))
                return step;
        return null;
    }
}
