using MimeKit;

namespace Publisher.Mail.Reports;

/// <summary>The parts of a mail in order, containers before what they hold, without those of a mail within it.</summary>
internal static class MimeTree
{
    /// <param name="most">How many are looked at.</param>
    public static IReadOnlyList<MimeEntity> Parts(MimeEntity? body, int most)
    {
        var found = new List<MimeEntity>();
        var open = new Stack<MimeEntity>();
        if (body is not null)
            open.Push(body);
        while (open.Count > 0 && found.Count < most)
        {
            var entity = open.Pop();
            found.Add(entity);
            if (entity is not Multipart parts)
                continue;
            foreach (var part in parts.Take(most).Reverse())
                open.Push(part);
        }

        return found;
    }
}
