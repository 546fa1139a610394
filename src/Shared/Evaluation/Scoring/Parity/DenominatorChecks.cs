using MuBench.Datasets;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Slices;

namespace MuBench.Scoring.Parity;

/// <summary>Checks the numbers of questions and the denominators of accuracies.</summary>
internal static class DenominatorChecks
{
    private const int OpenCell = 1105;
    private const int GlandSegmentation = 80;

    private static readonly Outcome[] Unusual =
        [Outcome.Failed, Outcome.NotRun, Outcome.Unparsed, Outcome.Refused, Outcome.Filtered, Outcome.Truncated, Outcome.Wrong];

    public static IEnumerable<ParityCheck> Of(ParityData data)
    {
        var images = data.Datasets.Sum(dataset => dataset.Images);
        var coarse = data.Datasets.Sum(dataset => dataset.Images * QuestionKeys.Coarse.Count(key => dataset.Has(key)));
        yield return ParityCheck.Exact("denominators/fine", "images of the 23 evaluated datasets: fine questions", 16_130, images);
        yield return ParityCheck.Exact("denominators/figure", "of these, in the three datasets whose numbers are read off a figure", 970, data.Datasets.Where(dataset => !dataset.Exact).Sum(dataset => dataset.Images));
        yield return ParityCheck.Exact("denominators/coarse", "5 x 16,130 less the 934 images without a stain: coarse questions", 79_716, coarse);
        yield return ParityCheck.Exact("denominators/all", "all questions", 95_846, coarse + images);
        yield return ParityCheck.Exact("denominators/release", "rows of the release: with opencell (1,105) and GlaS (80)", 17_315, images + OpenCell + GlandSegmentation);
        yield return ParityCheck.Exact("denominators/evaluated", "of these datasets, known as evaluated; and of the known ones, in the table", "23, 23",
            $"{data.Datasets.Count(dataset => SliceRules.EvaluatedSources.Contains(dataset.Name))}, {SliceRules.EvaluatedSources.Count(name => data.Datasets.Any(dataset => dataset.Name == name))}");
        yield return ParityCheck.Exact("denominators/h&e", "images of the slice h&e", 4_514, In(data, SpecialSlices.HAndE));
        yield return ParityCheck.Exact("denominators/pathology", "images of the slice pathology", 7_307, In(data, SpecialSlices.Pathology));
        yield return ParityCheck.Exact("denominators/answered", "coarse: 10 images, one without a stain; one call failed, one not run, five answers not right", "42 of 47", Answered());
        yield return ParityCheck.Within("denominators/pooled", "5 of 5 questions about one image and 0 of 1 about another: pooled, not the mean of means", 5 / 6.0, Pooled(), 1e-12, 4);
    }

    private static int In(ParityData data, SpecialSlices slice) =>
        data.Datasets.Where(dataset => SliceRules.SpecialOf(Image(0, dataset.Name)).HasFlag(slice)).Sum(dataset => dataset.Images);

    private static string Answered()
    {
        var (questions, outcomes) = Table(10, (image, key) => image < 9 || key != QuestionKeys.Stain);
        var coarse = questions.Slices.First(slice => slice is { Task: "coarse", Slice: SliceRules.All });
        for (var index = 0; index < Unusual.Length; index++)
            outcomes[coarse.Questions[index]] = Unusual[index];
        var tally = ScoreCalculator.Tally(questions, coarse, outcomes);
        return $"{tally.Sum} of {tally.Questions}";
    }

    private static double Pooled()
    {
        var (questions, outcomes) = Table(2, (image, key) => image == 0 ? key != QuestionKeys.Classification : key == QuestionKeys.Domain);
        outcomes[^1] = Outcome.Wrong;
        return ScoreCalculator.Tally(questions, questions.Slices[0], outcomes).Estimate ?? double.NaN;
    }

    private static (QuestionTable Items, Outcome[] Outcomes) Table(int images, Func<int, string, bool> has)
    {
        var builder = new QuestionTableBuilder();
        for (var image = 0; image < images; image++)
            foreach (var key in QuestionKeys.All)
                if (has(image, key))
                    builder.Add(Image(image, "source"), new Question { Key = key, Text = "?", Options = ["a", "b"], AnswerIndex = 0 });
        var questions = builder.Build();
        var outcomes = new Outcome[questions.Count];
        Array.Fill(outcomes, Outcome.Correct);
        return (questions, outcomes);
    }

    private static ImageRecord Image(int row, string source) =>
        new() { Row = row, Source = source, Offset = 0, Length = 0, Sha256 = "", Questions = [], Captions = [] };
}
