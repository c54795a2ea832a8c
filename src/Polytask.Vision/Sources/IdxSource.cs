using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Polytask.Catalog;
using Polytask.Data;
using Polytask.Vision.Images;

namespace Polytask.Vision.Sources;

/// <summary>Grey images in the IDX format of MNIST. Gives the column <c>image</c>, which holds the image itself, and a column for each file of labels.</summary>
[Kind("idx", Paper = "LeCun, Bottou, Bengio, Haffner, Gradient-Based Learning Applied to Document Recognition, Proceedings of the IEEE 86, 1998", Url = "https://doi.org/10.1109/5.726791")]
public sealed record IdxSource : IdxOptions
{
    /// <summary>The file of each column of labels, compared with the end of its name.</summary>
    [MinLength(1)]
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string> { ["label"] = "*labels*" };

    /// <inheritdoc/>
    public override RowSource Open()
    {
        if (Labels.ContainsKey(ImageCell.Column)) throw new DataException($"{Path}  expected columns of labels beside '{ImageCell.Column}', found one of that name. Call it something else.");
        Read(Labels.Values).First();
        return new Images(this);
    }

    private new sealed class Images(IdxSource options) : RowSource
    {
        public override IReadOnlyList<string> Columns { get; } = [ImageCell.Column, .. options.Labels.Keys];

        public override IEnumerable<Row> Read() => options.Read(options.Labels.Values).Select(image => new Row(
            [ImageCell.Of(image.Height, image.Width, image.Pixels), .. image.Labels.Select(label => label.ToString(CultureInfo.InvariantCulture))], image.Place));
    }
}
