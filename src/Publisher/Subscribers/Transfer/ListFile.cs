using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Publisher.Subscribers.Transfer;

/// <summary>A record of a list.</summary>
/// <param name="Line">The line that it begins in, from 1.</param>
/// <param name="Lines">How many lines it takes.</param>
/// <param name="IsTorn">Whether a quotation mark is left open: where one record ends and the next begins cannot be told.</param>
internal sealed record ListRecord(int Line, int Lines, string[] Fields, bool IsTorn);

/// <summary>A list in a file, read record by record: the memory that it takes does not grow with it.</summary>
internal sealed class ListFile(string path)
{
    private static readonly char[] Separators = [',', ';', '\t'];

    /// <exception cref="ListException">It is no list, or a record is too long.</exception>
    public IEnumerable<ListRecord> Records()
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var encoding = ListEncoding.Of(file);
        var separator = SeparatorOf(file, encoding);
        file.Position = 0;
        using var text = new BoundedReader(new StreamReader(file, encoding));
        using var parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator.ToString(),
            BadDataFound = null,
            IgnoreBlankLines = false,
        });
        for (var line = 1; ReadOne(parser, line); line = parser.RawRow + 1)
        {
            text.EndRecord();
            var fields = Enumerable.Range(0, parser.Count).Select(at => parser[at].Trim()).ToArray();
            if (fields.Any(field => field.Length > 0))
                yield return new(line, 1 + parser.RawRecord.AsSpan().TrimEnd("\r\n").Count('\n'), fields, parser.RawRecord.Count(c => c == '"') % 2 != 0);
        }
    }

    private static bool ReadOne(CsvParser parser, int line)
    {
        try
        {
            if (!parser.Read())
                return false;
            return parser.RawRecord.Length <= BoundedReader.LongestRecord + 2 ? true : throw new RecordTooLongException();
        }
        catch (RecordTooLongException fault)
        {
            throw new ListException(line, "the line is longer than 64 KiB, so this is no list of readers, or a quotation mark is left open; mend the line", fault);
        }
        catch (DecoderFallbackException fault)
        {
            throw Damaged(line, fault);
        }
    }

    private static ListException Damaged(int line, DecoderFallbackException fault) => new(line, "the text is damaged here, or changes its encoding; save the list in UTF-8", fault);

    private static char SeparatorOf(FileStream file, Encoding encoding)
    {
        try
        {
            return Separator(file, encoding);
        }
        catch (DecoderFallbackException fault)
        {
            throw Damaged(1, fault);
        }
    }

    // The one that stands in the first line most often, outside quotation marks.
    private static char Separator(FileStream file, Encoding encoding)
    {
        file.Position = 0;
        using var reader = new StreamReader(file, encoding, leaveOpen: true);
        var (counts, isQuoted, isBlank) = (new int[Separators.Length], false, true);
        for (var (i, c) = (0, reader.Read()); c >= 0 && i < BoundedReader.LongestRecord && (isQuoted || isBlank || c is not ('\n' or '\r')); i++, c = reader.Read())
        {
            isBlank &= char.IsWhiteSpace((char)c);
            isQuoted ^= c == '"';
            if (!isQuoted && Array.IndexOf(Separators, (char)c) is >= 0 and var at)
                counts[at]++;
        }

        return Separators[Array.IndexOf(counts, counts.Max())];
    }
}
