namespace Publisher.Subscribers.Transfer;

/// <summary>Hands on the text of a list, and no more of it at once than one record may hold: a line of a gigabyte is refused before it is in memory.</summary>
internal sealed class BoundedReader(TextReader reader) : TextReader
{
    /// <summary>In characters.</summary>
    public const int LongestRecord = 64 * 1024;

    private int sinceRecord;

    /// <summary>Says that a record was read to its end.</summary>
    public void EndRecord() => sinceRecord = 0;

    /// <exception cref="RecordTooLongException">The record is longer than that.</exception>
    public override int Read(char[] buffer, int index, int count)
    {
        if (sinceRecord > LongestRecord)
            throw new RecordTooLongException();
        var read = reader.Read(buffer, index, count);
        sinceRecord += read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            reader.Dispose();
        base.Dispose(disposing);
    }
}

internal sealed class RecordTooLongException : Exception;
