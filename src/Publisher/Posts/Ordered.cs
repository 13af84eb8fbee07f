using System.Collections;

namespace Publisher.Posts;

/// <summary>An immutable list in an order that knows no ties. The next one is made from it by copying references: what is compared or made grows with the change alone.</summary>
internal sealed class Ordered<T>(IComparer<T> order) : IReadOnlyList<T>
{
    private T[] items = [];

    public int Count => items.Length;

    public T this[int index] => items[index];

    public Ordered<T> With(IEnumerable<T> without, IEnumerable<T> with)
    {
        var added = with.ToArray();
        // As it often is: the files of a folder come by path.
        if (!IsInOrder(added))
            Array.Sort(added, order);
        var gone = without.Select(Find).Where(at => at >= 0).Distinct().Order().ToArray();
        return added.Length + gone.Length == 0 ? this : new(order) { items = Merged(gone, added) };
    }

    /// <summary>Where something stands; below zero, the complement of where it would stand.</summary>
    public int Find(T item) => Array.BinarySearch(items, item, order);

    /// <summary>What stands from the place of <paramref name="first"/> on, as long as it fits.</summary>
    public IEnumerable<T> From(T first, Func<T, bool> fits)
    {
        var at = Find(first);
        for (at = at < 0 ? ~at : at; at < items.Length && fits(items[at]); at++)
            yield return items[at];
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();

    private bool IsInOrder(ReadOnlySpan<T> items)
    {
        for (var at = 1; at < items.Length; at++)
        {
            if (order.Compare(items[at - 1], items[at]) > 0)
                return false;
        }

        return true;
    }

    private T[] Merged(int[] gone, T[] added)
    {
        var merged = new T[items.Length - gone.Length + added.Length];
        var places = Array.ConvertAll(added, item => Find(item) is var at && at < 0 ? ~at : at);
        var (from, to) = (0, 0);
        for (int less = 0, more = 0; less < gone.Length || more < added.Length;)
        {
            var isLess = more == added.Length || (less < gone.Length && gone[less] <= places[more]);
            var stop = Math.Max(from, isLess ? gone[less] : places[more]);
            Array.Copy(items, from, merged, to, stop - from);
            (from, to) = (stop, to + stop - from);
            if (isLess)
                (from, less) = (from + 1, less + 1);
            else
                merged[to++] = added[more++];
        }

        Array.Copy(items, from, merged, to, items.Length - from);
        return merged;
    }
}
