using System.Diagnostics;
using System.Text;
using MuBench.Datasets;
using MuBench.Proofs;
using MuBench.Responses;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;

namespace MuBench.Bench;

/// <summary>The work before scoring: three readers read every response, and every line is hashed into a Merkle tree.</summary>
internal static class ReadingBench
{
    private static readonly string[] Options = ["lymphocyte", "basophil", "monocyte", "neutrophil", "eosinophil", "none of the above"];

    // Mostly responses in the requested format, and common variations of it.
    private static readonly string[] Responses =
    [
        "B", "C", "A", "D", "B)", "E.", "B) basophil", "C) monocyte", "The answer is B.", "**D) neutrophil**",
        "The image shows a basophil with dark granules that hide its nucleus.",
        "This could be a monocyte or a neutrophil. Given the lobed nucleus, I would choose D) neutrophil, although the stain is weak.",
    ];

    public static void Run(int models, int questions)
    {
        var question = new Question { Key = QuestionKeys.Classification, Text = "Which?", Options = Options, AnswerIndex = 1 };
        var records = Responses.Select(text => new ResponseRecord { Key = "k", Row = 0, Question = "q", Text = text, Finish = FinishReasons.Stop }).ToArray();
        foreach (var protocol in (ReadOnlySpan<string>)[Protocols.Official, Protocols.Strict, Protocols.Lenient])
        {
            var clock = Stopwatch.StartNew();
            Parallel.For(0, models, model =>
            {
                for (var item = 0; item < questions; item++)
                    OutcomeClassifier.Classify(records[(item + model) % records.Length], false, question, protocol);
            });
            Console.WriteLine($"reading      {clock.Elapsed.TotalSeconds,7:F2} s  ({models} x {questions} replies, {protocol})");
        }

        var line = Encoding.UTF8.GetBytes(new string('x', 300));
        var hashing = Stopwatch.StartNew();
        Parallel.For(0, models, _ =>
        {
            var tree = new MerkleTree();
            for (var item = 0; item < questions; item++)
                tree.Add(line);
            tree.Root();
        });
        Console.WriteLine($"proof        {hashing.Elapsed.TotalSeconds,7:F2} s  ({models} x {questions} lines of {line.Length} bytes)");
    }
}
