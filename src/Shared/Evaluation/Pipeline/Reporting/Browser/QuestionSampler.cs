using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Statistics;

namespace MuBench.Pipeline.Reporting.Browser;

/// <summary>Selects the images whose questions a report shows, and their order.</summary>
/// <remarks>
/// Seeded, and stratified by source dataset: the sources take turns. Within a source, images are drawn without
/// replacement with a weight (Efraimidis and Spirakis 2006, as an exponential race). The weight is 1, plus for each
/// question: 3 if models differ, 3 if protocols read a response differently, 2 if a response is neither correct nor
/// wrong, 1 if no model is correct. Floors and controls do not count.
/// </remarks>
internal static class QuestionSampler
{
    /// <summary>Draws images.</summary>
    /// <param name="questions">The questions of the run.</param>
    /// <param name="models">The outcomes per protocol of each model that counts, with the report's main protocol first.</param>
    /// <param name="max">Maximum number of images.</param>
    /// <param name="seed">The benchmark's seed.</param>
    /// <returns>Dataset rows in the order of drawing.</returns>
    public static IReadOnlyList<int> Draw(QuestionTable questions, IReadOnlyList<IReadOnlyList<Outcome[]>> models, int max, int seed)
    {
        var interest = new int[questions.Records];
        var (rowOf, sourceOf) = (new int[questions.Records], new string[questions.Records]);
        for (var question = 0; question < questions.Count; question++)
        {
            var image = questions.RecordOf(question);
            (rowOf[image], sourceOf[image]) = (questions.RowOf(question), questions.SourceOf(question));
            interest[image] += InterestOf(models, question);
        }

        var sources = Enumerable.Range(0, questions.Records)
            .GroupBy(image => sourceOf[image], StringComparer.Ordinal)
            .OrderBy(source => source.Key, StringComparer.Ordinal)
            .Select(source => new Queue<int>(source.OrderBy(image => Time(rowOf[image], 1 + interest[image], seed)).ThenBy(image => rowOf[image]).Select(image => rowOf[image])))
            .ToList();
        var drawn = new List<int>();
        while (drawn.Count < max && sources.Count > 0)
        {
            foreach (var source in sources)
            {
                if (drawn.Count < max)
                    drawn.Add(source.Dequeue());
            }

            sources.RemoveAll(source => source.Count == 0);
        }

        return drawn;
    }

    private static int InterestOf(IReadOnlyList<IReadOnlyList<Outcome[]>> models, int question)
    {
        var (right, notRight, protocolsDiffer, unusual) = (0, 0, false, false);
        foreach (var protocols in models)
        {
            var outcome = protocols[0][question];
            if (outcome == Outcome.Correct) right++;
            else if (outcome < Outcome.Failed) notRight++;
            unusual |= outcome > Outcome.Wrong;
            for (var other = 1; other < protocols.Count; other++)
                protocolsDiffer |= (protocols[other][question] == Outcome.Correct) != (outcome == Outcome.Correct);
        }

        return (right > 0 && notRight > 0 ? 3 : 0) + (protocolsDiffer ? 3 : 0) + (unusual ? 2 : 0) + (right == 0 && notRight > 0 ? 1 : 0);
    }

    // The arrival time of a row's image, with its weight as the rate.
    private static double Time(int row, int weight, int seed) => -Math.Log(1 - Xoshiro256.For(seed, "browser", $"{row}").NextDouble()) / weight;
}
