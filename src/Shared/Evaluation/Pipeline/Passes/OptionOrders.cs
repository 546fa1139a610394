using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Statistics;

namespace MuBench.Pipeline.Passes;

/// <summary>Seeded orders of a question's options.</summary>
/// <remarks>
/// Orders come in rounds: a round shuffles the options that may move and then shifts them on by one for each order, so
/// that in the orders of a whole round every one of them stands once at every place that moves.
/// </remarks>
internal static class OptionOrders
{
    private const string NoneOfTheAboveText = "none of the above";

    /// <summary>The order of a pass: at each place shown, the stored index of the option.</summary>
    /// <param name="image">The image: its bytes, not its row, decide, so that the same picture in another dataset is asked alike.</param>
    /// <param name="question">The question.</param>
    /// <param name="pass">The pass.</param>
    /// <param name="seed">The benchmark's seed.</param>
    public static int[] Of(ImageRecord image, Question question, ModelPass pass, int seed)
    {
        var indices = Enumerable.Range(0, question.Options.Count);
        int[] pinned = pass.NoneOfTheAbove == PermutationsManifest.Pinned
            ? [.. indices.Where(index => IsNoneOfTheAbove(question.Options[index]))]
            : [];
        int[] moving = [.. indices.Except(pinned)];
        if (moving.Length == 0)
            return pinned;
        var (round, shift) = Math.DivRem(pass.Number - 1, moving.Length);
        Shuffle(moving, Xoshiro256.For(seed, "order", image.ContentSha256, question.Key, $"{round}"));
        return [.. moving[shift..], .. moving[..shift], .. pinned];
    }

    /// <summary>The question with its options in an order.</summary>
    public static Question Apply(Question question, int[] order) => question with
    {
        Options = [.. order.Select(index => question.Options[index])],
        AnswerIndex = Array.IndexOf(order, question.AnswerIndex),
    };

    /// <summary>An order as text: the letters of the stored options in the order shown, such as <c>CABD</c>.</summary>
    public static string Letters(int[] order) => string.Concat(order.Select(index => (char)('A' + index)));

    /// <summary>Whether an option says that none of the others holds.</summary>
    public static bool IsNoneOfTheAbove(string option) =>
        option.AsSpan().Trim().TrimEnd('.').Equals(NoneOfTheAboveText, StringComparison.OrdinalIgnoreCase);

    // Fisher and Yates; the remainder's bias is below 2^-60 for a handful of options.
    private static void Shuffle(int[] items, Xoshiro256 random)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = (int)(random.NextULong() % (ulong)(last + 1));
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}
