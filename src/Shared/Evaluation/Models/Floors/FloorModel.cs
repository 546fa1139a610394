using MuBench.Datasets;
using MuBench.Responses;
using MuBench.Scoring.Styles;

namespace MuBench.Models.Floors;

/// <summary>
/// A model that looks at no image. It answers with the option as the question's style displays it, so that all
/// protocols read the same choice.
/// </summary>
internal abstract class FloorModel : IEvaluatedModel
{
    /// <inheritdoc/>
    public bool NeedsImages => false;

    /// <inheritdoc/>
    public async Task AnswerAsync(
        IReadOnlyList<PendingQuestion> questions, ShardImages? images, ResponseSink sink, CancellationToken draining, CancellationToken cancellationToken)
    {
        var responses = new List<Task>(questions.Count);
        foreach (var question in questions)
        {
            if (draining.IsCancellationRequested)
                break;
            var choice = Choose(question);
            responses.Add(sink.AnsweredAsync(question, [RecordOf(question, choice)], cancellationToken));
        }

        await Task.WhenAll(responses).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Picks the index of an option.</summary>
    protected abstract int Choose(PendingQuestion question);

    private static ResponseRecord RecordOf(PendingQuestion question, int choice) => new()
    {
        Key = question.Variants[0].Key,
        Row = question.Image.Row,
        Question = question.Question.Key,
        Text = QuestionStyles.Of(question.Question) is ChoiceStyle style
            ? style.ResponseFor(question.Question, choice)
            : throw new InvalidOperationException($"A floor cannot answer a question in the style '{question.Question.Style}'."),
        Finish = FinishReasons.Stop,
    };
}
