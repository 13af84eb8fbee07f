using System.Buffers.Binary;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Publisher.Storage;

/// <summary>How many rows there are, and a sum over all their values that is the same in any order and in either kind of database.</summary>
internal readonly record struct RowSum(long Rows, ulong Sum)
{
    public static async Task<RowSum> OfAsync(DbCommand command, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var sum = new RowSum(0, 0);
        var text = new StringBuilder();
        while (await reader.ReadAsync(cancellation))
        {
            text.Clear();
            for (var column = 0; column < reader.FieldCount; column++)
                text.Append(await reader.IsDBNullAsync(column, cancellation) ? "\u0001" : Written(reader.GetValue(column))).Append('\u0000');
            sum = new(sum.Rows + 1, unchecked(sum.Sum + Hash(text.ToString())));
        }

        return sum;
    }

    // Whole numbers have another width in each engine.
    private static string Written(object value) => value switch
    {
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static ulong Hash(string text) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
