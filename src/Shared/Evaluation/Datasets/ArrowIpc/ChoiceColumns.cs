using Apache.Arrow;
using MuBench.Datasets.Import;

namespace MuBench.Datasets.ArrowIpc;

/// <summary>The columns of one question or caption key.</summary>
internal sealed class ChoiceColumns(string key, IArrowArray choice)
{
    private readonly IArrowArray? _id = ArrowCells.Child(choice, "id");
    private readonly IArrowArray? _text = ArrowCells.Child(choice, "question");
    private readonly IArrowArray? _options = ArrowCells.Child(choice, "options");
    private readonly IArrowArray? _answer = ArrowCells.Child(choice, "answer");
    private readonly IArrowArray? _answerIndex = ArrowCells.Child(choice, "answer_idx");

    public ReleaseQuestion? At(int row) => choice is NullArray || choice.IsNull(row) ? null : new()
    {
        Key = key,
        Id = ArrowCells.Text(_id, row),
        Text = ArrowCells.Text(_text, row),
        Options = ArrowCells.Texts(_options, row),
        Answer = ArrowCells.Text(_answer, row),
        AnswerIndex = ArrowCells.Text(_answerIndex, row),
    };
}
