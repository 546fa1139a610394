using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Statistics;

namespace MuBench.Pipeline.Passes;

/// <summary>Seeded orders of a question's options.</summary>
/// <remarks>
/// Orders come in rounds. A round shuffles the options that may move and then rotates them by one for each order. In a
/// whole round, each of these options therefore stands once at every position that moves.
/// </remarks>
internal static class OptionOrders
{
    private const string NoneOfTheAboveText = "none of the above";

    /// <summary>The order of a pass: for each position in display order, the stored index of the option.</summary>
    /// <param name="image">
    /// The image. Its bytes, not its row, determine the order, so that the same image in another dataset has the same
    /// order.
    /// </param>
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

    /// <summary>An order as text: the letters of the stored options in display order, such as <c>CABD</c>.</summary>
    public static string Letters(int[] order) => string.Concat(order.Select(index => (char)('A' + index)));

    /// <summary>Whether an option means that none of the others is correct.</summary>
    public static bool IsNoneOfTheAbove(string option) =>
        option.AsSpan().Trim().TrimEnd('.').Equals(NoneOfTheAboveText, StringComparison.OrdinalIgnoreCase);

    // Fisher-Yates shuffle. The bias of the remainder is below 2^-60 for a handful of options.
    private static void Shuffle(int[] items, Xoshiro256 random)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = (int)(random.NextULong() % (ulong)(last + 1));
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}
