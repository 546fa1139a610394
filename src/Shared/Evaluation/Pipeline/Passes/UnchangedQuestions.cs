using MuBench.Datasets;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Scoring;
using MuBench.Scoring;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Results;

namespace MuBench.Pipeline.Passes;

/// <summary>
/// Finds the questions that a pass asks in the same way as the main pass. For <c>shuffled-image</c> these are questions
/// whose shown image has the same gold option; for an option order, questions whose options are in stored order. The
/// dataset alone determines them.
/// </summary>
internal sealed class UnchangedQuestions
{
    private readonly bool?[] _sameAnswer;
    private readonly Dictionary<(int Number, string? NoneOfTheAbove), bool[]> _orders;

    private UnchangedQuestions(bool?[] sameAnswer, Dictionary<(int, string?), bool[]> orders) => (_sameAnswer, _orders) = (sameAnswer, orders);

    /// <summary>Reads the questions of a run; empty if no pass needs it.</summary>
    public static async Task<UnchangedQuestions> ReadAsync(RunPlan plan, DatasetReader reader, RunInputs inputs, CancellationToken cancellationToken)
    {
        var isShuffled = plan.Models.Any(model => model.Pass?.Kind == PassKinds.ShuffledImage);
        var orders = plan.Models.Select(model => model.Pass).Where(pass => pass?.Kind == PassKinds.Order).Select(pass => (pass!.Number, pass.NoneOfTheAbove)).Distinct()
            .ToDictionary(order => order, _ => new bool[plan.Questions]);
        if (!isShuffled && orders.Count == 0)
            return new UnchangedQuestions([], []);

        var passes = orders.Keys.Select(order => new ModelPass("", PassKinds.Order, order.Number, order.NoneOfTheAbove)).ToArray();
        var correct = new CorrectAnswers();
        var tasks = new TaskSelection(plan.Manifest.Benchmark.Tasks);
        var index = 0;
        await foreach (var image in RunQuestions.ImagesAsync(plan, reader, cancellationToken).ConfigureAwait(false))
        {
            foreach (var question in tasks.Of(image))
            {
                correct.Add(image, question);
                foreach (var pass in passes)
                    orders[(pass.Number, pass.NoneOfTheAbove)][index] = question.Target is null && IsStored(OptionOrders.Of(image, question, pass, plan.Manifest.Benchmark.Seed));
                index++;
            }
        }

        return new UnchangedQuestions(
            isShuffled ? correct.Shown(await inputs.GetShownAsync(plan.RunId, cancellationToken).ConfigureAwait(false)) : [], orders);
    }

    /// <summary>The questions that an option order leaves in stored order; null for an order that no pass of the run uses.</summary>
    public bool[]? OrdersOf(ModelPass pass) => _orders.GetValueOrDefault((pass.Number, pass.NoneOfTheAbove));

    /// <summary>
    /// A comparison of a model with its control <c>shuffled-image</c>, with how often the shown image has the same gold
    /// option. If that is so for most questions, a small gain shows nothing, and the verdict is <c>undecided</c> unless
    /// the model is better.
    /// </summary>
    public ReportComparison WithSameAnswers(ReportComparison gain, QuestionTable questions, Outcome[] model, Outcome[] control)
    {
        var slice = questions.Slices.First(slice => (slice.Task, slice.Slice) == (gain.Task, gain.Slice));
        if (slice.IsGraded)
            return gain;
        var (known, same) = (0, 0);
        foreach (var index in slice.Questions)
        {
            if (_sameAnswer[index] is not { } isSame || !model[index].IsAnswered() || !control[index].IsAnswered())
                continue;
            known++;
            same += isSame ? 1 : 0;
        }

        var shown = new ReportSameAnswer(known, same);
        return gain with { SameAnswer = shown, Verdict = shown.IsMajority && gain.Verdict != Verdicts.Better ? Verdicts.Undecided : gain.Verdict };
    }

    private static bool IsStored(int[] order)
    {
        for (var place = 0; place < order.Length; place++)
        {
            if (order[place] != place)
                return false;
        }

        return true;
    }
}
