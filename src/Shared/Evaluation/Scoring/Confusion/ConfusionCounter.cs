using MuBench.Datasets;
using MuBench.Responses;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;

namespace MuBench.Scoring.Confusion;

/// <summary>Counts a model's choices by correct class and chosen option, per source dataset.</summary>
/// <param name="protocol">One of <see cref="Protocols"/>: the rules by which responses are read.</param>
internal sealed class ConfusionCounter(string protocol)
{
    /// <summary>Maximum number of classes of a matrix. It limits the size of the report for any dataset.</summary>
    public const int MaxClasses = 32;

    private const string NoneOfTheAbove = "none of the above";

    private readonly SortedDictionary<string, SourceCounts> _sources = new(StringComparer.Ordinal);

    /// <summary>Adds a question. A question that is not fine, or that has no response, is not counted.</summary>
    public void Add(ImageRecord image, Question asked, ResponseRecord? record, Outcome outcome)
    {
        if (record is null || outcome >= Outcome.Failed || asked.TaskName != BenchmarkTasks.Fine || asked.Options.Count == 0)
            return;
        if (!_sources.TryGetValue(image.Source, out var counts))
            _sources.Add(image.Source, counts = new SourceCounts());
        counts.Add(asked, OutcomeClassifier.ChoiceOf(record, asked, protocol));
    }

    /// <summary>The matrices, by name of the source dataset.</summary>
    public IReadOnlyList<ConfusionMatrix> ToMatrices() =>
        [.. _sources.Select(source => source.Value.ToMatrix(BenchmarkTasks.Fine, source.Key, protocol))];

    private sealed class SourceCounts
    {
        private readonly Dictionary<string, int> _classes = new(StringComparer.Ordinal);
        private readonly Dictionary<(int Gold, int Option), (int Offered, int Chosen)> _pairs = [];
        private readonly Dictionary<int, int> _unread = [];
        private readonly Dictionary<int, int> _frequency = [];
        private int _n;

        public void Add(Question asked, int? choice)
        {
            _n++;
            var gold = ClassOf(asked.Options[asked.AnswerIndex]);
            Increment(_frequency, gold, 1_000);
            if (choice is null)
                Increment(_unread, gold, 1);
            for (var index = 0; index < asked.Options.Count; index++)
            {
                var option = ClassOf(asked.Options[index]);
                Increment(_frequency, option, 1);
                var (offered, chosen) = _pairs.GetValueOrDefault((gold, option));
                _pairs[(gold, option)] = (offered + 1, index == choice ? chosen + 1 : chosen);
            }
        }

        public ConfusionMatrix ToMatrix(string task, string source, string protocol)
        {
            var names = Kept();
            var places = new int[_classes.Count];
            Array.Fill(places, names.Count); // the index of the pooled class
            for (var place = 0; place < names.Count; place++)
                places[_classes[names[place]]] = place;
            var pooled = _classes.Count - names.Count;
            if (pooled > 0)
                names.Add($"{pooled} other classes");

            var offered = Square(names.Count);
            var chosen = Square(names.Count);
            foreach (var ((gold, option), counts) in _pairs)
            {
                offered[places[gold]][places[option]] += counts.Offered;
                chosen[places[gold]][places[option]] += counts.Chosen;
            }

            var unread = new int[names.Count];
            foreach (var (gold, count) in _unread)
                unread[places[gold]] += count;
            return new ConfusionMatrix { Task = task, Source = source, Protocol = protocol, N = _n, Classes = names, Offered = offered, Chosen = chosen, Unread = unread };
        }

        // Classes with images come before classes that occur only as wrong options.
        private List<string> Kept()
        {
            var most = _classes.OrderByDescending(entry => _frequency[entry.Value]).ThenBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Key);
            return
            [
                .. (_classes.Count > MaxClasses ? most.Take(MaxClasses - 1) : most)
                    .OrderBy(name => name.Equals(NoneOfTheAbove, StringComparison.OrdinalIgnoreCase)).ThenBy(name => name, StringComparer.Ordinal),
            ];
        }

        private int ClassOf(string option)
        {
            var name = option.Trim();
            if (!_classes.TryGetValue(name, out var index))
                _classes.Add(name, index = _classes.Count);
            return index;
        }

        private static int[][] Square(int size) => [.. Enumerable.Range(0, size).Select(_ => new int[size])];

        private static void Increment(Dictionary<int, int> counts, int of, int by) => counts[of] = counts.GetValueOrDefault(of) + by;
    }
}
