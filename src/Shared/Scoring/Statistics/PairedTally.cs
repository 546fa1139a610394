namespace MuBench.Scoring.Statistics;

/// <summary>Two models' outcomes on one slice, question by question and image by image.</summary>
/// <param name="OnlyA">Questions that only A has right.</param>
/// <param name="OnlyB">Questions that only B has right.</param>
/// <param name="Images">The images by (right by A less right by B, questions that both answered).</param>
internal sealed record PairedTally(int OnlyA, int OnlyB, ClusterTally Images)
{
    public static PairedTally Of(ItemTable items, ItemSlice slice, Outcome[] a, Outcome[] b)
    {
        var tally = new ClusterTally();
        int onlyA = 0, onlyB = 0, image = -1, difference = 0, answered = 0;
        foreach (var item in slice.Items)
        {
            if (items.ImageOf(item) != image)
            {
                tally.Add(difference, answered);
                (image, difference, answered) = (items.ImageOf(item), 0, 0);
            }

            if (!a[item].IsAnswered() || !b[item].IsAnswered())
                continue;
            answered++;
            var (rightA, rightB) = (a[item] == Outcome.Correct, b[item] == Outcome.Correct);
            if (rightA == rightB)
                continue;
            if (rightA)
                onlyA++;
            else
                onlyB++;
            difference += rightA ? 1 : -1;
        }

        tally.Add(difference, answered);
        return new PairedTally(onlyA, onlyB, tally);
    }
}
