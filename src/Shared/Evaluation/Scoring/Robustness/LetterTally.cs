using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Slices;

namespace MuBench.Scoring.Robustness;

/// <summary>How often each letter is answered and how often it is the correct one, over the responses from which an option was read.</summary>
internal sealed class LetterTally
{
    private readonly int[] _responses = new int[byte.MaxValue + 1];
    private readonly int[] _gold = new int[byte.MaxValue + 1];

    public LetterTally(QuestionSlice slice, IReadOnlyList<PassOutcomes> orders)
    {
        foreach (var choices in orders.Select(order => order.Choices))
        {
            foreach (var question in slice.Questions)
            {
                var chosen = choices.Chosen[question];
                if (chosen == QuestionChoices.Missing)
                    continue;
                // A position without responses is also part of the table.
                Places = Math.Max(Places, choices.Gold[question] + 1);
                if (chosen == QuestionChoices.Unread)
                {
                    Unread++;
                    continue;
                }

                Places = Math.Max(Places, chosen + 1);
                Read++;
                _responses[chosen]++;
                _gold[choices.Gold[question]]++;
            }
        }
    }

    /// <summary>Number of positions.</summary>
    public int Places { get; }

    /// <summary>Number of responses from which an option was read: the denominator of the shares.</summary>
    public int Read { get; }

    /// <summary>Number of responses from which no option was read.</summary>
    public int Unread { get; }

    public double? AnswerShare(int place) => Read == 0 ? null : (double)_responses[place] / Read;

    public double? GoldShare(int place) => Read == 0 ? null : (double)_gold[place] / Read;
}
