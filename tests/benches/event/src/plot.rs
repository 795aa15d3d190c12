//! The cost against the number of traits, and of events: a straight line if each costs the same.

use std::path::Path;

use plotters::prelude::*;

use super::{Result, Row};

const MAKERS: [(&str, RGBColor); 2] = [
    ("group-core, build_in", RGBColor(0, 90, 160)),
    ("derive(Serialize), to_vec", RGBColor(190, 90, 0)),
];

pub(crate) fn draw(rows: &[Row], file: &Path) -> Result<()> {
    let area = SVGBackend::new(file, (960, 360)).into_drawing_area();
    area.fill(&WHITE)?;
    let (left, right) = area.split_horizontally(480);
    chart(&left, rows, "custom traits", 1.0, "ns an event")?;
    chart(&right, rows, "events", 1e-6, "ms for all")?;
    area.present()?;
    Ok(())
}

fn chart<B: DrawingBackend>(
    area: &DrawingArea<B, plotters::coord::Shift>,
    rows: &[Row],
    what: &str,
    scale: f64,
    unit: &str,
) -> Result<()>
where
    B::ErrorType: 'static,
{
    let points = |maker: &str| -> Vec<(f64, f64)> {
        let of_maker = rows.iter().filter(|row| row.maker == maker);
        let point = |row: &Row| {
            let number = row.case.strip_suffix(what)?.trim().replace(',', "");
            Some((number.parse().ok()?, row.ns() * scale))
        };
        of_maker.filter_map(point).collect()
    };
    let all: Vec<_> = MAKERS.iter().flat_map(|(maker, _)| points(maker)).collect();
    let most = all
        .iter()
        .fold((0.0, 0.0), |(x, y), point| (point.0.max(x), point.1.max(y)));
    let mut chart = ChartBuilder::on(area)
        .margin(12)
        .x_label_area_size(40)
        .y_label_area_size(60)
        .build_cartesian_2d(0.0..most.0 * 1.05, 0.0..most.1 * 1.1)?;
    chart
        .configure_mesh()
        .x_labels(6)
        .x_label_formatter(&|x| format!("{x:.0}"))
        .y_label_formatter(&|y| format!("{y:.0}"))
        .x_desc(what)
        .y_desc(unit)
        .light_line_style(TRANSPARENT)
        .draw()?;
    for (maker, color) in MAKERS {
        let points = points(maker);
        let dots = points
            .iter()
            .map(|point| Circle::new(*point, 3, color.filled()));
        chart.draw_series(dots)?;
        chart
            .draw_series(LineSeries::new(points, color))?
            .label(maker)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 16, y)], color));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .border_style(TRANSPARENT)
        .draw()?;
    Ok(())
}
