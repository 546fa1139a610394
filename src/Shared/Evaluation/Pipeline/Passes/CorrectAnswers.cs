using MuBench.Datasets;

namespace MuBench.Pipeline.Passes;

/// <summary>
/// The gold options of a run's questions, in the order of the plan. Each takes a few numbers, whatever the length of
/// its texts.
/// </summary>
internal sealed class CorrectAnswers
{
    private readonly List<CorrectAnswer> _questions = [];
    private readonly Dictionary<(int Row, int Key), int> _places = [];
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _answers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a question.</summary>
    public void Add(ImageRecord image, Question question)
    {
        var key = NumberOf(_texts, question.Key);
        _places.TryAdd((image.Row, key), _questions.Count);
        var answer = question.Target is null ? NumberOf(_answers, question.Options[question.AnswerIndex].Trim()) : null as int?;
        // For μ-Bench's closed questions the key identifies the question, whatever its wording.
        var text = QuestionKeys.All.Contains(question.Key) ? key : NumberOf(_texts, question.Text);
        _questions.Add(new CorrectAnswer(image.Row, key, text, answer));
    }

    /// <summary>
    /// For each question, whether the image shown in place of its own has the same gold option; null if that image has
    /// no such question. The same key may mean different questions, where every image has its own question.
    /// </summary>
    public bool?[] Shown(ShownImages shown) => [.. _questions.Select(item =>
        _places.TryGetValue((shown.RowOf(item.Row), item.Key), out var place) && _questions[place] is var other && other.Text == item.Text && item.Answer is not null
            ? other.Answer == item.Answer
            : null as bool?)];

    private static int NumberOf(Dictionary<string, int> numbers, string text)
    {
        numbers.TryAdd(text, numbers.Count);
        return numbers[text];
    }

    private readonly record struct CorrectAnswer(int Row, int Key, int Text, int? Answer);
}
