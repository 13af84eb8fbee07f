using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Publisher.Storage;

namespace Publisher.Admin.Login;

/// <summary>The operator's password: the framework's hash of it (PBKDF2, HMAC-SHA-512, its own salt) is kept in the database.</summary>
internal sealed class AdminPassword(Database database)
{
    public const int Shortest = 12;

    /// <summary>A hash of more would cost the service more than the operator gains.</summary>
    public const int Longest = 1000;

    private const string Name = "admin.password";

    private static readonly PasswordHasher<AdminPassword> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));

    /// <summary>The hash that is kept; null where no password was ever set.</summary>
    public async Task<string?> HashAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync("select value from kept_values where name = @name", row => row.GetString(0), cancellation, ("name", Name))).SingleOrDefault();
    }

    /// <summary>Sets it, and ends every session.</summary>
    public Task SetAsync(string password, CancellationToken cancellation)
    {
        var hash = Hasher.HashPassword(this, password);
        return database.WriteAsync(
            async transaction =>
            {
                await transaction.ReplaceAsync(Name, hash, cancellation);
                await transaction.ExecuteAsync("delete from admin_sessions", cancellation);
            },
            cancellation);
    }

    /// <param name="hash">As it is kept.</param>
    public bool Fits(string hash, string password) =>
        password.Length <= Longest && Hasher.VerifyHashedPassword(this, hash, password) != PasswordVerificationResult.Failed;

    /// <summary>What is wrong with a new password; null where nothing is.</summary>
    public static string? Fault(string password) =>
        password.Length < Shortest ? $"The password is too short: it needs at least {Shortest} characters"
        : password.Length > Longest ? $"The password is too long: {Longest} characters are the most"
        : null;
}
