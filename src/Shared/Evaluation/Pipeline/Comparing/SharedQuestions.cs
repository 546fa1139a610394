using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MuBench.Datasets;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;

namespace MuBench.Pipeline.Comparing;

/// <summary>The questions that two runs share.</summary>
/// <param name="Questions">The questions, in the order of the first run.</param>
/// <param name="A">Index of each question in the first run's plan.</param>
/// <param name="B">Index of each question in the second run's plan.</param>
/// <param name="Images">Number of their images.</param>
internal sealed record SharedQuestions(QuestionTable Questions, IReadOnlyList<int> A, IReadOnlyList<int> B, int Images)
{
    /// <summary>
    /// Matches the questions of two runs by the image's bytes, key, text and options. Runs with other limits or tasks
    /// match, and so do other imports of the same data. If a release repeats a question, the first occurrences are
    /// matched with each other, and so on.
    /// </summary>
    /// <exception cref="UserException">The runs share no question, or their gold options differ.</exception>
    public static async Task<SharedQuestions> MatchAsync(AskedRun a, AskedRun b, CancellationToken cancellationToken)
    {
        var (places, options) = await IndexAsync(b, cancellationToken).ConfigureAwait(false);
        var (questions, inA, inB) = (new QuestionTableBuilder(), new List<int>(), new List<int>());
        var (place, disagreements, images, last) = (0, 0, 0, -1);
        await foreach (var (image, question) in a.QuestionsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (places.TryGetValue(IdentityOf(image, question), out var queue) && queue.TryDequeue(out var other))
            {
                questions.Add(image, question);
                images += image.Row == last ? 0 : image.PartCount; // the questions of an item are adjacent
                last = image.Row;
                inA.Add(place);
                inB.Add(other);
                disagreements += options[other] == question.AnswerIndex ? 0 : 1;
            }

            place++;
        }

        if (inA.Count == 0)
        {
            throw new UserException(
                $"The runs '{a.Plan.RunId}' and '{b.Plan.RunId}' have no question in common: '{a.Plan.DatasetTitle}' ({string.Join(", ", a.Plan.Manifest.Benchmark.Tasks)}) and "
                + $"'{b.Plan.DatasetTitle}' ({string.Join(", ", b.Plan.Manifest.Benchmark.Tasks)}).");
        }

        return disagreements == 0
            ? new SharedQuestions(questions.Build(), inA, inB, images)
            : throw new UserException($"The datasets of the runs '{a.Plan.RunId}' and '{b.Plan.RunId}' do not agree on the answer of {disagreements:N0} of {inA.Count:N0} shared questions.");
    }

    /// <summary>The outcomes of the shared questions out of those of a whole run.</summary>
    public static ModelOutcomes Select(IReadOnlyList<int> places, ModelOutcomes whole, string id) => new(
        id,
        [.. places.Select(place => whole.Outcomes[place])],
        whole.Credits is { Length: > 0 } credits ? [.. places.Select(place => credits[place])] : null);

    private static async Task<(Dictionary<UInt128, Queue<int>> Places, List<int> Answers)> IndexAsync(AskedRun run, CancellationToken cancellationToken)
    {
        var places = new Dictionary<UInt128, Queue<int>>(run.Plan.Questions);
        var options = new List<int>(run.Plan.Questions);
        await foreach (var (image, question) in run.QuestionsAsync(cancellationToken).ConfigureAwait(false))
        {
            var identity = IdentityOf(image, question);
            if (!places.TryGetValue(identity, out var queue))
                places.Add(identity, queue = new Queue<int>(1));
            queue.Enqueue(options.Count);
            options.Add(question.AnswerIndex);
        }

        return (places, options);
    }

    private static UInt128 IdentityOf(ImageRecord image, Question question)
    {
        // Lengths are included, so that an option with a line feed cannot look like two options.
        var text = new StringBuilder(image.ContentSha256).Append('\n').Append(question.Key).Append('\n').Append(question.Text);
        foreach (var option in question.Options)
            text.Append('\n').Append(option.Length).Append(':').Append(option);
        foreach (var corner in question.Target?.Boxes.SelectMany(box => box) ?? [])
            text.Append('\n').Append(corner.ToString("R", CultureInfo.InvariantCulture));
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
