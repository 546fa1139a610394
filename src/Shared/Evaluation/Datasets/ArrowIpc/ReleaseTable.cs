using Apache.Arrow;
using Apache.Arrow.Types;
using MuBench.Datasets.Import;

namespace MuBench.Datasets.ArrowIpc;

/// <summary>The rows of one batch in the release's columns. Columns are looked up once; missing ones read as null.</summary>
internal sealed class ReleaseTable
{
    private readonly IReadOnlyDictionary<string, IArrowArray> _columns;
    private readonly IReadOnlyList<ChoiceColumns> _questions;
    private readonly IReadOnlyList<ChoiceColumns> _captions;
    private readonly IArrowArray? _questionStruct;
    private readonly IArrowArray? _captionStruct;

    public ReleaseTable(IReadOnlyDictionary<string, IArrowArray> columns)
    {
        _columns = columns;
        _questionStruct = Column(ReleaseColumns.Questions);
        _captionStruct = Column(ReleaseColumns.Captions);
        _questions = Choices(_questionStruct);
        _captions = Choices(_captionStruct);
    }

    public ReleaseRow RowAt(int row) => new()
    {
        ImageId = Text(ReleaseColumns.ImageId, row),
        Dataset = Text(ReleaseColumns.Dataset, row),
        LabelName = Text(ReleaseColumns.LabelName, row),
        Domain = Text(ReleaseColumns.Domain, row),
        Subdomain = Text(ReleaseColumns.Subdomain, row),
        Modality = Text(ReleaseColumns.Modality, row),
        Submodality = Text(ReleaseColumns.Submodality, row),
        Stain = Text(ReleaseColumns.Stain, row),
        Synthetic = ArrowCells.Truth(Column(ReleaseColumns.Synthetic), row),
        License = Text(ReleaseColumns.License, row),
        Scale = Text(ReleaseColumns.Scale, row),
        Questions = ChoicesAt(_questionStruct, _questions, row),
        Captions = ChoicesAt(_captionStruct, _captions, row),
        Boxes = RegionCells.At(Column(ReleaseColumns.Boxes), row),
        Polygons = RegionCells.At(Column(ReleaseColumns.Polygons), row),
    };

    private static List<ReleaseQuestion> ChoicesAt(IArrowArray? parent, IReadOnlyList<ChoiceColumns> choices, int row)
    {
        var found = new List<ReleaseQuestion>(choices.Count);
        if (parent is null || parent.IsNull(row))
            return found;
        foreach (var choice in choices)
        {
            if (choice.At(row) is { } question)
                found.Add(question);
        }

        return found;
    }

    private static ChoiceColumns[] Choices(IArrowArray? parent) =>
        parent is not StructArray structure
            ? []
            : [.. ((StructType)structure.Data.DataType).Fields.Select((field, i) => new ChoiceColumns(field.Name, structure.Fields[i]))];

    private IArrowArray? Column(string name) => _columns.GetValueOrDefault(name);

    private string? Text(string column, int row) => ArrowCells.Text(Column(column), row);
}
